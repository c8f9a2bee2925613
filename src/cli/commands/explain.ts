import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lang } from '../../domain/text.ts';
import { CHAPTERS, fileOf } from '../../handbook/chapters.ts';
import { pagesOf } from '../../handbook/page-of.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { languageOf } from '../language.ts';
import { packageRoot } from '../reference-stack.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError, unknownWord } from '../usage-error.ts';

async function chapterAt(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`explain: found no ${file}, expected the handbook that comes with ralph`, {
      cause: error,
    });
  }
}

/** Prints the pages of an id: of the criterion, the finding or the metric of that name. */
export async function explain(
  id: string,
  flags: { readonly lang?: Lang },
  terminal: Terminal,
): Promise<ExitCode> {
  const lang = languageOf(flags.lang, undefined, terminal.env);
  const files = CHAPTERS.map((name) => join(packageRoot, 'docs', fileOf(name, lang)));
  const chapters = (await Promise.all(files.map(chapterAt))).map(pagesOf);
  const found = chapters.flatMap((pages) => pages.get(id) ?? []);
  if (found.length === 0) {
    const known = chapters.flatMap((pages) => [...pages.keys()]);
    throw unknownWord('explain', id, known, 'an id such as "ralph list" names');
  }
  terminal.stdout.write(`${found.join('\n\n')}\n`);
  return EXIT.passed;
}
