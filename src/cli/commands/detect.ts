import { isReviewable } from '../../detection/detect.ts';
import { snippets } from '../../detection/snippet.ts';
import { table } from '../../detection/table.ts';
import { type Lang, localise, same, type Text } from '../../domain/text.ts';
import { seen } from '../../domain/unseen.ts';
import { redact } from '../../pipeline/redact.ts';
import { addressFrom } from '../address.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { languageOf } from '../language.ts';
import { lookAt } from '../look-at.ts';
import { canvasOf, type Terminal } from '../terminal.ts';

export interface DetectFlags {
  readonly lang?: Lang;
  readonly json?: boolean;
  /** False with --no-color. */
  readonly color: boolean;
}

/** Which of several configs it is: a file holds one of them. */
const ordinal = (index: number, count: number): Text =>
  count === 1
    ? same('')
    : {
        en: `, ${index + 1} of ${count}: each is a stack of its own, and a file of its own`,
        fr: `, ${index + 1} sur ${count} : chacune est une pile à part, et un fichier à part`,
      };

/** Says what speaks at each address, and with which config a review would ask it. */
export async function detect(
  urls: readonly string[],
  flags: DetectFlags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const lang = languageOf(flags.lang, undefined, terminal.env);
  // Before a table is made of it, whose lines would cut a secret in two.
  const detected = redact(
    await lookAt(
      urls.map((url) => addressFrom(url)),
      signal,
    ),
    terminal.secrets.values,
  );
  const configs = await snippets(detected);
  terminal.stdout.write(
    flags.json
      ? `${seen(JSON.stringify(localise({ detected, configs }, lang), null, 2))}\n`
      : [
          await table(detected, lang, canvasOf(terminal, flags.color)),
          ...configs.map(
            (yaml, index) => `# ralph.config.yaml${ordinal(index, configs.length)[lang]}\n${yaml}`,
          ),
        ].join('\n'),
  );
  return detected.some(({ found }) => found.some(isReviewable)) ? EXIT.passed : EXIT.failed;
}
