import { figure, signed } from '../../domain/figure.ts';
import { oneLine } from '../../domain/printable.ts';
import { VERDICT_WORDS, type Verdict } from '../../domain/review.ts';
import type { Lang } from '../../domain/text.ts';
import type { Gap, LevelMove, Milestone, Stand, TargetWindow, WindowReport } from '../../domain/window.ts';
import { COLON } from '../words.ts';
import { minute, span } from './span.ts';
import { WINDOW_WORDS } from './words.ts';

/** So many of a kind are named, the others counted. */
const NAMED = 2;
const COMMIT_DIGITS = 7;
const GAPS = 5;

/** A commit as one speaks of it. */
export const shortCommit = (commit: string): string => oneLine(commit).slice(0, COMMIT_DIGITS);

/** "cycle 15 (1e12acd)". */
function placeOf({ cycle, commit }: Milestone, lang: Lang): string {
  const beside = commit === null ? '' : ` (${shortCommit(commit)})`;
  return `${WINDOW_WORDS[lang].cycle(cycle)}${beside}`;
}

/** "+312 % (150 ms → 618 ms)". */
function movedBy({ before, now, deltaPct, unit }: LevelMove): string {
  const both = `${figure(before, unit)} → ${figure(now, unit)}`;
  return deltaPct === null ? both : `${signed(deltaPct)} % (${both})`;
}

/** "13, 16–18". */
export const numbersOf = (gaps: readonly Gap[]): string =>
  [
    ...gaps.slice(0, GAPS).map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)),
    ...(gaps.length > GAPS ? ['…'] : []),
  ].join(', ');

export const verdictWord = (verdict: Verdict | null, lang: Lang): string =>
  verdict === null ? WINDOW_WORDS[lang].noVerdict : VERDICT_WORDS[verdict][lang];

/** The first few as sentences, the others as a number. */
function naming<Item>(items: readonly Item[], lang: Lang, say: (item: Item) => string): string[] {
  const rest = items.length - NAMED;
  const said = items.slice(0, NAMED).map(say);
  return rest > 0 ? [...said, WINDOW_WORDS[lang].more(rest)] : said;
}

function verdicts({ cycles }: TargetWindow, lang: Lang): string {
  const words = WINDOW_WORDS[lang];
  const said = cycles.map(({ verdict }) => verdictWord(verdict, lang));
  const newest = said.at(-1) ?? words.noVerdict;
  const [first, last] = [cycles[0]?.cycle, cycles.at(-1)?.cycle];
  if (cycles.length === 1) return words.one(newest, `${last}`);
  const kinds = [...new Set(said)];
  if (kinds.length === 1) return words.all(newest, cycles.length, `${first}–${last}`);
  const tally = kinds.map((kind) => `${said.filter((each) => each === kind).length} ${kind}`).join(', ');
  return words.newest(newest, cycles.length, `${first}–${last}${lang === 'fr' ? ' ' : ''}; ${tally}`);
}

/** What stands, broke and was fixed; criteria only where no blocker tells it. */
function standing({ stands, states }: TargetWindow, lang: Lang): string[] {
  const words = WINDOW_WORDS[lang];
  const blockers = stands.filter(({ kind }) => kind === 'blocker');
  const told = blockers.length > 0 ? blockers : stands;
  const since = ({ standing: how, last }: Stand): string =>
    how === 'unknown' ? `, ${words.unknown(placeOf(last, lang))}` : '';
  const name = ({ kind, id, title }: Stand): string => oneLine(kind === 'blocker' ? id : title[lang]);
  const open = told.filter(({ standing: how }) => how !== 'fixed');
  const openIds = new Set(open.map(({ id }) => id));
  const broke = open.filter((stand) => stand.broke);
  const worse = broke.length > 0 ? [] : states.filter(({ kind }) => kind === 'worse');
  return [
    ...naming(broke, lang, (stand) =>
      stand.standing === 'open'
        ? words.broke(name(stand), placeOf(stand.first, lang))
        : `${words.brokeOnly(name(stand), placeOf(stand.first, lang))}${since(stand)}`,
    ),
    ...naming(
      open.filter((stand) => !stand.broke),
      lang,
      (stand) =>
        `${words.stands(name(stand), placeOf(stand.first, lang), stand.cycles, span(stand.durationMs, lang))}${since(stand)}`,
    ),
    ...naming(worse, lang, ({ title, before, now, at }) =>
      words.worseState(title[lang], oneLine(before[lang]), oneLine(now[lang]), placeOf(at, lang)),
    ),
    ...naming(
      told.flatMap((stand) => (stand.gone && !openIds.has(stand.id) ? [{ stand, gone: stand.gone }] : [])),
      lang,
      ({ stand, gone }) => words.fixed(name(stand), placeOf(gone, lang)),
    ),
  ];
}

function moving({ moves }: TargetWindow, lang: Lang): string[] {
  const words = WINDOW_WORDS[lang];
  const of = (kind: 'worse' | 'better', say: (what: string, moved: string, at: string) => string): string[] =>
    naming(
      moves.flatMap((move) => (move.kind === kind && move.at ? [{ move, at: move.at }] : [])),
      lang,
      ({ move, at }) => say(move.title[lang], movedBy(move), placeOf(at, lang)),
    );
  return [...of('worse', words.regressed), ...of('better', words.improved)];
}

/** All that happened to one target, in one sentence without its full stop. */
function storyOf(window: TargetWindow, lang: Lang): string {
  const words = WINDOW_WORDS[lang];
  const events = [...standing(window, lang), ...moving(window, lang)];
  const quiet = window.comparable === 0 ? words.quietAlone : words.quiet;
  const testbed = naming(window.testbed, lang, ({ at, differences }) =>
    words.testbed(placeOf(at, lang), differences.map(oneLine).join(', ')),
  );
  const told = events.length === 0 ? [quiet] : events;
  const stop = lang === 'fr' ? ' ; ' : '; ';
  return `${oneLine(window.target)}${COLON[lang]}${[verdicts(window, lang), ...told, ...testbed].join(stop)}`;
}

function nothing({ asked, newestBefore }: WindowReport, lang: Lang): string {
  const words = WINDOW_WORDS[lang];
  const which = 'since' in asked ? words.since(minute(asked.since)) : words.last(asked.last);
  const before = newestBefore
    ? [words.newestBefore(words.cycle(newestBefore.cycle), oneLine(minute(newestBefore.reviewedAt)))]
    : [];
  return [`${words.empty} (${which})`, ...before].join(lang === 'fr' ? ' ; ' : '; ');
}

/** The whole story for who reads nothing else: a sentence for each target, and what is missing. Plain text, one line. */
export function sentenceOf(report: WindowReport, lang: Lang): string {
  const words = WINDOW_WORDS[lang];
  const { targets, missing, corrupt } = report;
  const stories =
    targets.length === 0 ? [nothing(report, lang)] : targets.map((window) => storyOf(window, lang));
  const lost = [
    ...(missing.length > 0 ? [words.missing(numbersOf(missing))] : []),
    ...(corrupt.length > 0 ? [words.corrupt(corrupt.length)] : []),
  ];
  const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
  return [...stories, ...lost.map(upper)].map((each) => `${each}.`).join(' ');
}
