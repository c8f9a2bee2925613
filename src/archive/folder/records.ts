import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { CycleRecord } from '../../domain/record.ts';
import { type Entry, jsonName } from '../entry.ts';
import { type PackedRecord, packed, unpackedRecord } from '../packed-record.ts';
import type { Listing, RecordMaker, Records, Row, Slip, Unusable } from '../record.ts';
import { openRecordIndex, type RecordIndex } from './record-index.ts';

/** So many are read side by side, and written at a time: others who wait for the index wait for no more than that. */
const BATCH = 32;
/** And no more than this at once: what is read takes many times as much room as its file. */
const BATCH_BYTES = 32 * 1024 * 1024;

/**
 * A file that was written so shortly ago may be written again, as long as it was, within the same tick of its clock
 * (2 s on FAT): it is read each time until it is older.
 */
const UNSETTLED_MS = 2_000;

interface Stamp {
  readonly text: string;
  readonly bytes: number;
  readonly isSettled: boolean;
}

/** How the files of a folder are now; undefined where one cannot be looked at. */
function stampsIn(folder: string): (entry: Entry) => Stamp | undefined {
  // What `join` puts before a name, once for all of ten thousand.
  const before = join(folder, '-').slice(0, -1);
  return (entry) => {
    try {
      const { size, mtimeMs } = statSync(before + jsonName(entry));
      return { text: `${size} ${mtimeMs}`, bytes: size, isSettled: Date.now() - mtimeMs > UNSETTLED_MS };
    } catch {
      return undefined;
    }
  };
}

type StampOf = ReturnType<typeof stampsIn>;

function* batches(entries: readonly Entry[], stampOf: StampOf): Generator<readonly Entry[]> {
  let batch: Entry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const own = stampOf(entry)?.bytes ?? 0;
    if (batch.length === BATCH || (batch.length > 0 && bytes + own > BATCH_BYTES)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(entry);
    bytes += own;
  }
  if (batch.length > 0) yield batch;
}

interface Taken {
  readonly row: Row;
  readonly record: PackedRecord;
  /** Whether the row will hold as long as the stamp does. */
  readonly isSettled: boolean;
}

async function taken(
  entry: Entry,
  { read }: RecordMaker,
  stampOf: StampOf,
): Promise<Taken | { readonly corrupt: string }> {
  // Before it is read: what is written meanwhile changes the stamp.
  const stamp = stampOf(entry);
  const record = await read(entry);
  if ('corrupt' in record) return record;
  const { target, reviewedAt } = record;
  const row = { file: jsonName(entry), stamp: stamp?.text ?? '', target, reviewedAt };
  return { row, record: packed(record), isSettled: stamp?.isSettled ?? false };
}

const byFile = (index: RecordIndex | undefined): Map<string, Row> =>
  new Map(index?.rows().map((row) => [row.file, row]));

/** Makes records of a folder as another does, but reads a file that cannot be used once as long as it is the same: no index holds it. */
export function remembering(folder: string): (maker: RecordMaker) => RecordMaker {
  const stampOf = stampsIn(folder);
  const known = new Map<string, { readonly stamp: string; readonly corrupt: string }>();
  return ({ name, read: readAnew }) => ({
    name,
    async read(entry) {
      const key = `${name} ${entry.stem}`;
      const stamp = stampOf(entry);
      const before = known.get(key);
      if (before && before.stamp === stamp?.text) return { corrupt: before.corrupt };
      const read = await readAnew(entry);
      if (stamp?.isSettled && 'corrupt' in read) known.set(key, { stamp: stamp.text, ...read });
      return read;
    },
  });
}

/** Opens the records of all entries of a folder; reads the files that are new or have changed, and only those. */
export async function openRecords(
  folder: string,
  entries: readonly Entry[],
  maker: RecordMaker,
  listing: Listing = 'checked',
): Promise<Records> {
  const stampOf = stampsIn(folder);
  const index = entries.length === 0 ? undefined : await openRecordIndex(folder, maker.name, true);
  const known = byFile(index);
  const fresh = new Map<string, PackedRecord>();
  const slips: Slip[] = [];
  const corrupt: Unusable[] = [];
  const anew = new Map<Entry, Omit<Taken, 'record'> | { readonly corrupt: string }>();

  const named = entries.map((entry) => ({ entry, row: known.get(jsonName(entry)) }));
  const unread = named.flatMap(({ entry, row }) => {
    const isCurrent = row && (listing === 'as indexed' || row.stamp === stampOf(entry)?.text);
    return isCurrent ? [] : [entry];
  });
  for (const batch of batches(unread, stampOf)) {
    const read = await Promise.all(
      batch.map(async (entry) => ({ entry, is: await taken(entry, maker, stampOf) })),
    );
    const settled = read.flatMap(({ is }) =>
      'row' in is && is.isSettled ? [{ ...is.row, ...is.record }] : [],
    );
    const isWritten = index?.write(settled, []) ?? false;
    for (const { entry, is } of read) {
      if ('corrupt' in is) anew.set(entry, is);
      else {
        anew.set(entry, { row: is.row, isSettled: is.isSettled });
        // What the index has need not be held.
        if (!isWritten || !is.isSettled) fresh.set(is.row.file, is.record);
      }
    }
  }

  for (const { entry, row: before } of named) {
    const read = anew.get(entry);
    if (read && 'corrupt' in read) {
      corrupt.push({ entry, why: read.corrupt });
      continue;
    }
    const row = read?.row ?? before;
    if (!row) continue;
    // What is left of the known in the end has no file any more, or not the same.
    if (!read || read.isSettled) known.delete(row.file);
    slips.push({ entry, row });
  }
  index?.write([], [...known.keys()]);

  async function recordOf(slip: Slip): Promise<CycleRecord | { readonly corrupt: string }> {
    const isSame =
      listing === 'checked' || anew.has(slip.entry) || stampOf(slip.entry)?.text === slip.row.stamp;
    const held = isSame ? (fresh.get(slip.row.file) ?? index?.record(slip.row)) : undefined;
    if (held) return unpackedRecord(held);
    const read = await taken(slip.entry, maker, stampOf);
    if ('corrupt' in read) return read;
    if (read.isSettled) index?.write([{ ...read.row, ...read.record }], []);
    return unpackedRecord(read.record);
  }

  return {
    slips,
    corrupt,
    async of(wanted) {
      const records: CycleRecord[] = [];
      for (const slip of wanted) {
        const record = await recordOf(slip);
        // It was removed or broken since it was listed.
        if ('corrupt' in record) corrupt.push({ entry: slip.entry, why: record.corrupt });
        else records.push(record);
      }
      return records;
    },
    close: () => index?.close(),
  };
}

/** The target that each of these entries is known to be of, without reading any; makes no index. */
export async function knownTargets(
  folder: string,
  entries: readonly Entry[],
  maker: RecordMaker,
): Promise<(entry: Entry) => string | undefined> {
  const stampOf = stampsIn(folder);
  const index = entries.length === 0 ? undefined : await openRecordIndex(folder, maker.name, false);
  const known = byFile(index);
  index?.close();
  return (entry) => {
    const row = known.get(jsonName(entry));
    return row && row.stamp === stampOf(entry)?.text ? row.target : undefined;
  };
}
