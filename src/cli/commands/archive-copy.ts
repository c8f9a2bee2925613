import { type Copied, copyArchive, type Tally } from '../../archive/copy.ts';
import { openArchive } from '../../archive/open.ts';
import { oneLine } from '../../domain/printable.ts';
import type { Lang } from '../../domain/text.ts';
import { seen } from '../../domain/unseen.ts';
import { archivePlace } from '../archive-place.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Flags } from '../flags.ts';
import { languageOf } from '../language.ts';
import { progress } from '../progress.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

export type ArchiveCopyFlags = Pick<Flags, 'lang' | 'json' | 'color' | 'quiet'>;

/** Progress is said each time so many are done. */
const STRIDE = 1000;

const WORDS = {
  en: {
    reviews: 'reviews',
    fleets: 'fleet reviews',
    baselines: 'baselines',
    line: (what: string, { new: added, same }: Tally) => `${what}: ${added} copied, ${same} there already`,
    refused: (count: number) => `refused: ${count}, as they were named`,
    done: (count: number) => `${count} done`,
  },
  fr: {
    reviews: 'revues',
    fleets: 'revues de flotte',
    baselines: 'références',
    line: (what: string, { new: added, same }: Tally) => `${what} : ${added} copiées, ${same} déjà là`,
    refused: (count: number) => `refusées : ${count}, nommées plus haut`,
    done: (count: number) => `${count} faites`,
  },
} as const;

function summary({ refused, ...copied }: Copied, lang: Lang): string {
  const words = WORDS[lang];
  const lines = (['reviews', 'fleets', 'baselines'] as const)
    .filter((what) => what === 'reviews' || copied[what].new + copied[what].same > 0)
    .map((what) => words.line(words[what], copied[what]));
  return [...lines, ...(refused.length > 0 ? [words.refused(refused.length)] : [])].join('\n');
}

/** Copies all that is kept at one place to another one, byte for byte. */
export async function archiveCopy(
  from: string,
  to: string,
  flags: ArchiveCopyFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const lang = languageOf(flags.lang, undefined, terminal.env);
  const shown = progress(terminal, lang, flags);
  await using source = await openArchive(archivePlace(from, terminal));
  await using goal = await openArchive(archivePlace(to, terminal));
  if ((await source.entries()).length + (await source.fleets.entries()).length === 0)
    throw new UsageError(`${source.place}: found no review there, expected those to copy`);
  let done = 0;
  const copied = await copyArchive(source, goal, () => {
    if (++done % STRIDE === 0) shown.say(WORDS[lang].done(done));
  });
  for (const { name, why } of copied.refused) terminal.stderr.write(`${oneLine(`${name}: ${why}`)}\n`);
  const told = { from: source.place, to: goal.place, ...copied };
  terminal.stdout.write(
    flags.json ? `${seen(JSON.stringify(told, null, 2))}\n` : `${summary(copied, lang)}\n`,
  );
  return copied.refused.length > 0 ? EXIT.failed : EXIT.passed;
}
