import { resolve } from 'node:path';
import { openArchive } from '../../archive/open.ts';
import { oneLine } from '../../domain/printable.ts';
import type { Lang } from '../../domain/text.ts';
import { seen } from '../../domain/unseen.ts';
import { readDocument } from '../document-file.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Flags } from '../flags.ts';
import { jsonRecord } from '../import-record.ts';
import { type Imported, table } from '../import-table.ts';
import { type Importing, importDocument, keptIn, targetNamed } from '../importing.ts';
import { languageOf } from '../language.ts';
import { nameOf, settingsFor } from '../settings.ts';
import { canvasOf, type Terminal } from '../terminal.ts';

export type ImportFlags = Pick<
  Flags,
  'config' | 'target' | 'reviews' | 'lang' | 'json' | 'dryRun' | 'color' | 'quiet'
>;

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
  await using archive = await openArchive(settings.config.archive);
  const say = (line: string): void => void terminal.stderr.write(`${oneLine(line)}\n`);
  const target = flags.target === undefined ? nameOf(settings) : targetNamed(flags.target);
  const mayWrite = flags.dryRun !== true;
  if (mayWrite) await archive.ensureWritable();
  const importing: Importing = {
    ...{ archive, target, mayWrite, secrets: settings.secrets, before: null },
    kept: await keptIn(archive, say),
  };
  const results: Imported[] = [];
  for (const file of files) {
    const result = await importDocument(file, await readDocument(resolve(terminal.cwd(), file)), importing);
    if ('lack' in result) say(`${file}: ${result.lack}`);
    results.push(result);
  }
  terminal.stdout.write(await told(results, lang, flags, terminal));
  return results.some((each) => 'lack' in each) ? EXIT.usage : EXIT.passed;
}
