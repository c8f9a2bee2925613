import { basename, resolve } from 'node:path';
import { type Archive, openArchive } from '../../archive/archive.ts';
import { ArchiveError } from '../../archive/archive-error.ts';
import { sha256Of } from '../../archive/holding.ts';
import type { ImportedReview, ReadDocument } from '../../domain/imported.ts';
import { oneLine } from '../../domain/printable.ts';
import type { Lang } from '../../domain/text.ts';
import { seen } from '../../domain/unseen.ts';
import { isReview, readReview } from '../../imported/read.ts';
import { redact } from '../../pipeline/redact.ts';
import { type DocumentFile, NO_REVIEW, readDocument } from '../document-file.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Flags } from '../flags.ts';
import { pastOf } from '../history.ts';
import { cycleFor, type Kept } from '../import-place.ts';
import { jsonRecord } from '../import-record.ts';
import { type Imported, table } from '../import-table.ts';
import { languageOf } from '../language.ts';
import { nameOf, settingsFor } from '../settings.ts';
import { canvasOf, type Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

export type ImportFlags = Pick<
  Flags,
  'config' | 'target' | 'reviews' | 'lang' | 'json' | 'dryRun' | 'color' | 'quiet'
>;

/** What a run of the command goes by. */
interface Importing {
  readonly archive: Archive;
  readonly target: string;
  readonly secrets: readonly string[];
  readonly mayWrite: boolean;
  /** All that are kept, those of this run included. */
  readonly kept: Kept[];
  /** When the review before counts as written: one without a time of its own comes no earlier. */
  before: string | null;
}

const asTime = (said: string): string => (said.includes('T') ? said : `${said}T00:00:00Z`);

/** Keeps one review under the number that is its place; answers with that number. */
async function keep(
  name: string,
  { bytes, modifiedAt }: DocumentFile,
  read: ReadDocument,
  importing: Importing,
): Promise<number> {
  const { archive, target, mayWrite, kept } = importing;
  const { reviewed_at: said, number } = read.fields;
  const own = said.value === null ? null : asTime(said.value);
  const reviewedAt = own ?? importing.before ?? modifiedAt.toISOString();
  const drawn = (cycle: number): ImportedReview => ({
    ...{ schema: 'ralph/imported@1', cycle, reviewedAt, file: name, target, sha256: sha256Of(bytes) },
    ...read,
  });
  const place = cycleFor(number.value, own, kept);
  if (mayWrite) await archive.publish((cycle) => ({ imported: drawn(cycle), document: bytes }), place);
  kept.push({ cycle: place, reviewedAt });
  importing.before = reviewedAt;
  return place;
}

async function importOne(file: string, path: string, importing: Importing): Promise<Imported> {
  const document = await readDocument(path);
  if ('lack' in document) return { file, lack: document.lack };
  const read = redact(readReview(document.text), importing.secrets);
  if (!isReview(read)) return { file, lack: NO_REVIEW };
  const { archive, mayWrite } = importing;
  try {
    const found = await archive.holding(document.bytes);
    if (found && !found.isWhole && mayWrite) await archive.complete(found.entry, document.bytes);
    if (found) return { file, read, cycle: found.entry.cycle, isNew: false };
    const name = redact(basename(file), importing.secrets);
    return { file, read, cycle: await keep(name, document, read, importing), isNew: true };
  } catch (error) {
    // The others may still have a place, such as where another process was quicker for this one.
    if (error instanceof ArchiveError) return { file, lack: error.message };
    throw error;
  }
}

/** The name of the target that the reviews are of: as asked for, else that of the config. */
async function targetOf({ target }: ImportFlags, named: string): Promise<string> {
  if (target === undefined) return named;
  if (target.trim() !== '' && target.length <= 200 && oneLine(target) === target) return target;
  throw new UsageError(
    '--target: found a text that is no name, expected the name of a target as a config has it',
  );
}

/** Everything that is kept by now, as far as places go; what cannot be read still has its number. */
async function keptIn(archive: Archive, say: (line: string) => void): Promise<Kept[]> {
  const entries = await archive.entries();
  const times = new Map((await pastOf(archive, undefined, say)).map((each) => [each.cycle, each.reviewedAt]));
  return entries.map(({ cycle }) => ({ cycle, reviewedAt: times.get(cycle) ?? null }));
}

function told(results: readonly Imported[], lang: Lang, flags: ImportFlags, terminal: Terminal) {
  if (!flags.json)
    return table(results, lang, canvasOf(terminal, flags.color).columns, flags.dryRun ?? false);
  const records = results.map((each) => jsonRecord(each.file, 'lack' in each ? undefined : each.read, lang));
  return `${seen(JSON.stringify(records, null, 2))}\n`;
}

/** Reads reviews that ralph did not write, in the order given, and keeps them in the archive as they are. */
export async function importReviews(
  files: readonly string[],
  flags: ImportFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const { target: _, ...asked } = flags;
  const settings = await settingsFor(asked, terminal);
  const lang = languageOf(flags.lang, settings.config.lang, terminal.env);
  const archive = openArchive(settings.config.reviews);
  const say = (line: string): void => void terminal.stderr.write(`${oneLine(line)}\n`);
  const target = await targetOf(flags, nameOf(settings));
  const mayWrite = flags.dryRun !== true;
  if (mayWrite) await archive.ensureWritable();
  const importing: Importing = {
    ...{ archive, target, mayWrite, secrets: settings.secrets, before: null },
    kept: await keptIn(archive, say),
  };
  const results: Imported[] = [];
  for (const file of files) {
    const result = await importOne(file, resolve(terminal.cwd(), file), importing);
    if ('lack' in result) say(`${file}: ${result.lack}`);
    results.push(result);
  }
  terminal.stdout.write(await told(results, lang, flags, terminal));
  return results.some((each) => 'lack' in each) ? EXIT.usage : EXIT.passed;
}
