import { statSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import type { CycleRecord } from '../domain/record.ts';
import type { Entry } from './entry.ts';
import { type PackedRecord, packed, unpackedRecord } from './packed-record.ts';
import { openRecordIndex, type RecordIndex, type Row } from './record-index.ts';

/** How a review file becomes a record. */
export interface RecordMaker {
  /** Records that were made under another name are made again. */
  readonly name: string;
  /** `corrupt` names a file that cannot be used, and why. */
  read(entry: Entry): Promise<CycleRecord | { readonly corrupt: string }>;
}

/** A review of which a record can be had. */
export interface Slip {
  readonly entry: Entry;
  readonly row: Row;
}

/** The records of a folder, at hand as long as it is not closed. */
export interface Records {
  /** In the order of their entries. */
  readonly slips: readonly Slip[];
  /** As far as they were looked at: those that were listed, then those that were asked for. */
  readonly corrupt: readonly { readonly entry: Entry; readonly why: string }[];
  /** Without samples, in the order asked for. */
  of(slips: readonly Slip[]): Promise<CycleRecord[]>;
  close(): void;
}

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

/** How a file is now; undefined where it cannot be looked at. */
export function stampOf({ jsonFile }: Pick<Entry, 'jsonFile'>): Stamp | undefined {
  try {
    const { size, mtimeMs } = statSync(jsonFile);
    return { text: `${size} ${mtimeMs}`, bytes: size, isSettled: Date.now() - mtimeMs > UNSETTLED_MS };
  } catch {
    return undefined;
  }
}

/** As `basename`, which looks at each character of ten thousand paths. */
const nameOf = ({ jsonFile }: Entry): string => jsonFile.slice(jsonFile.lastIndexOf(sep) + 1);

function* batches(entries: readonly Entry[]): Generator<readonly Entry[]> {
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

async function taken(entry: Entry, { read }: RecordMaker): Promise<Taken | { readonly corrupt: string }> {
  // Before it is read: what is written meanwhile changes the stamp.
  const stamp = stampOf(entry);
  const record = await read(entry);
  if ('corrupt' in record) return record;
  const { target, reviewedAt } = record;
  const row = { file: nameOf(entry), stamp: stamp?.text ?? '', target, reviewedAt };
  return { row, record: packed(record), isSettled: stamp?.isSettled ?? false };
}

const indexFor = async (
  [first]: readonly Entry[],
  { name }: RecordMaker,
  mayMake: boolean,
): Promise<RecordIndex | undefined> =>
  first && (await openRecordIndex(dirname(first.jsonFile), name, mayMake));

const byFile = (index: RecordIndex | undefined): Map<string, Row> =>
  new Map(index?.rows().map((row) => [row.file, row]));

/**
 * Opens the records of all entries of one folder; reads the files that are new or have changed, and only those. With
 * `listing: 'as indexed'` only new ones are looked for, which saves a look at each of ten thousand files: the list is then
 * as the index has it, and a record is looked at when it is asked for.
 */
export async function openRecords(
  entries: readonly Entry[],
  maker: RecordMaker,
  listing: 'checked' | 'as indexed' = 'checked',
): Promise<Records> {
  const index = await indexFor(entries, maker, true);
  const known = byFile(index);
  const fresh = new Map<string, PackedRecord>();
  const slips: Slip[] = [];
  const corrupt: { entry: Entry; why: string }[] = [];
  const anew = new Map<Entry, Omit<Taken, 'record'> | { readonly corrupt: string }>();

  const named = entries.map((entry) => ({ entry, row: known.get(nameOf(entry)) }));
  const unread = named.flatMap(({ entry, row }) => {
    const isCurrent = row && (listing === 'as indexed' || row.stamp === stampOf(entry)?.text);
    return isCurrent ? [] : [entry];
  });
  for (const batch of batches(unread)) {
    const read = await Promise.all(batch.map(async (entry) => ({ entry, is: await taken(entry, maker) })));
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
    const read = await taken(slip.entry, maker);
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
  entries: readonly Entry[],
  maker: RecordMaker,
): Promise<(entry: Entry) => string | undefined> {
  const index = await indexFor(entries, maker, false);
  const known = byFile(index);
  index?.close();
  return (entry) => {
    const row = known.get(nameOf(entry));
    return row && row.stamp === stampOf(entry)?.text ? row.target : undefined;
  };
}
