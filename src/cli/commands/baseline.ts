import type { Blessing } from '../../archive/inspect.ts';
import { openArchive } from '../../archive/open.ts';
import { oneLine } from '../../domain/printable.ts';
import type { Lang, Text } from '../../domain/text.ts';
import { seen } from '../../domain/unseen.ts';
import { COLON } from '../../reporters/words.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { cycleNamed } from '../history.ts';
import { placeOf } from '../reviews-place.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

export interface BaselineFlags {
  readonly config?: string;
  readonly reviews?: string;
  readonly target?: string;
  readonly branch?: string;
  readonly lang?: Lang;
  readonly json?: boolean;
}

const NO_BRANCH: Text = { en: 'without a branch', fr: 'sans branche' };
const NONE: Text = {
  en: 'no review is blessed: each is compared with the newest comparable one before it',
  fr: 'aucune revue n’est bénie : chacune est comparée à la plus récente comparable avant elle',
};
const NO_SUCH: Text = { en: 'no such review is blessed', fr: 'aucune telle revue n’est bénie' };
const CLEARED: Text = { en: 'no longer blessed: ', fr: 'n’est plus bénie : ' };
const SET: Text = { en: 'blessed: ', fr: 'bénie : ' };

/** "eva, main: cycle 46 (2026-01-30-cycle-046.json)". */
const lineOf = ({ target, branch, cycle, review }: Blessing, lang: Lang): string =>
  `${oneLine(target)}, ${oneLine(branch ?? NO_BRANCH[lang])}${COLON[lang]}cycle ${cycle} (${oneLine(review)})`;

function tell(
  blessings: readonly Blessing[],
  lead: Text,
  lang: Lang,
  flags: BaselineFlags,
  terminal: Terminal,
) {
  if (flags.json) terminal.stdout.write(`${seen(JSON.stringify(blessings, null, 2))}\n`);
  else if (blessings.length === 0) {
    const isAll = flags.target === undefined && flags.branch === undefined;
    terminal.stdout.write(`${(isAll ? NONE : NO_SUCH)[lang]}\n`);
  } else terminal.stdout.write(blessings.map((each) => `${lead[lang]}${lineOf(each, lang)}\n`).join(''));
  return EXIT.passed;
}

const isMeant =
  ({ target, branch }: BaselineFlags) =>
  (blessing: Blessing): boolean =>
    (target === undefined || blessing.target === target) &&
    (branch === undefined || blessing.branch === branch);

/** Blesses the review of a cycle for its target and its branch, or for the branch that is named. */
export async function setBaseline(
  which: string,
  flags: BaselineFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const { place, lang } = await placeOf(flags, terminal);
  if (!/^\d+$/.test(which))
    throw new UsageError(`baseline set: found "${which}", expected the number of a cycle`);
  await using archive = await openArchive(place);
  const { record } = await cycleNamed(which, { cwd: terminal.cwd(), archive });
  const { target, branch, cycle, file: review, origin } = record;
  if (flags.target !== undefined && flags.target !== target)
    throw new UsageError(
      `--target: found "${flags.target}", expected "${target}", of which cycle ${cycle} is`,
    );
  if (origin === 'imported')
    throw new UsageError(
      `cycle ${cycle} was imported, and no figure compares with it: expected one that ralph measured`,
    );
  const blessing = { target, branch: flags.branch ?? branch, cycle, review };
  await archive.bless(blessing);
  return tell([blessing], SET, lang, flags, terminal);
}

/** Says which reviews are blessed. */
export async function showBaselines(flags: BaselineFlags, terminal: Terminal): Promise<ExitCode> {
  const { place, lang } = await placeOf(flags, terminal);
  await using archive = await openArchive(place);
  const blessings = (await archive.baselines()).filter(isMeant(flags));
  return tell(blessings, { en: '', fr: '' }, lang, flags, terminal);
}

/** Takes the blessing from those of a target and branch, or from all. */
export async function clearBaselines(flags: BaselineFlags, terminal: Terminal): Promise<ExitCode> {
  const { place, lang } = await placeOf(flags, terminal);
  await using archive = await openArchive(place);
  return tell(await archive.unbless(isMeant(flags)), CLEARED, lang, flags, terminal);
}
