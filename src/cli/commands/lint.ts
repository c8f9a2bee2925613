import { resolve } from 'node:path';
import type { Contradiction } from '../../domain/imported.ts';
import { oneLine } from '../../domain/printable.ts';
import { seen } from '../../domain/unseen.ts';
import { isReview, readReview } from '../../imported/read.ts';
import { NO_REVIEW, readDocument } from '../document-file.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Flags } from '../flags.ts';
import { contradictionLine } from '../import-table.ts';
import { languageOf } from '../language.ts';
import type { Terminal } from '../terminal.ts';

interface Linted {
  readonly file: string;
  /** Why it could not be read; null where it could. */
  readonly lack: string | null;
  readonly contradictions: readonly Contradiction[];
}

async function linted(file: string, cwd: string): Promise<Linted> {
  const document = await readDocument(resolve(cwd, file));
  if ('lack' in document) return { file, lack: document.lack, contradictions: [] };
  const read = readReview(document.text);
  return { file, lack: isReview(read) ? null : NO_REVIEW, contradictions: read.contradictions };
}

/** Says where reviews contradict themselves, whoever wrote them: file and line, one a line. */
export async function lint(
  files: readonly string[],
  flags: Pick<Flags, 'lang' | 'json'>,
  terminal: Terminal,
): Promise<ExitCode> {
  const lang = languageOf(flags.lang, undefined, terminal.env);
  const all: Linted[] = [];
  for (const file of files) {
    const found = await linted(file, terminal.cwd());
    if (found.lack !== null) terminal.stderr.write(`${oneLine(`${file}: ${found.lack}`)}\n`);
    else if (!flags.json)
      for (const each of found.contradictions)
        terminal.stdout.write(`${contradictionLine(file, each, lang)}\n`);
    all.push(found);
  }
  if (flags.json) {
    const told = all.map(({ contradictions, ...rest }) => ({
      ...rest,
      contradictions: contradictions.map(({ what, ...each }) => ({ ...each, what: what[lang] })),
    }));
    terminal.stdout.write(`${seen(JSON.stringify(told, null, 2))}\n`);
  }
  if (all.some(({ lack }) => lack !== null)) return EXIT.usage;
  return all.some(({ contradictions }) => contradictions.length > 0) ? EXIT.failed : EXIT.passed;
}
