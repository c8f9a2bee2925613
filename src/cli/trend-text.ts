import { figure, range } from '../domain/figure.ts';
import { oneLine } from '../domain/printable.ts';
import type { Canvas } from '../domain/reporter.ts';
import { VERDICT_WORDS } from '../domain/review.ts';
import { figuresIn, type Lang } from '../domain/text.ts';
import type { Step, Trend, TrendLine } from '../domain/trend.ts';
import type { Milestone, Stand } from '../domain/window.ts';
import { type Mark, sparkline } from '../reporters/sparkline.ts';
import { broken, grid } from './grid.ts';
import { RULES, WORDS } from './trend-words.ts';

/** A trend and where its window lies. */
export interface TrendShown extends Trend {
  readonly cyclesBefore: number;
  readonly otherTargets: readonly string[];
}

type Paint = (text: string) => string;

interface Palette {
  readonly good: Paint;
  readonly bad: Paint;
  readonly dim: Paint;
  readonly strong: Paint;
}

interface Page {
  readonly lang: Lang;
  readonly columns: number;
  readonly paint: Palette;
}

/** The widest that a column of a grid gets, less its padding, and what the last column and all borders take at least. */
const WIDEST_LINE = 32;
const BESIDE_LINE = 28;
const NARROWEST_LINE = 12;

/** So many changes of a testbed are told, the newest. */
const MOST_TOLD = 5;

const rises = ({ before, after, kind }: Step): boolean =>
  typeof before === 'number' && typeof after === 'number' ? after > before : kind === 'better';

function marksOf({ steps }: TrendLine, { cycles, testbed }: Trend): Mark[] {
  const index = ({ cycle, reviewedAt }: Milestone): number =>
    cycles.findIndex((each) => each.cycle === cycle && each.reviewedAt === reviewedAt);
  return [
    ...testbed.map(({ at }) => ({ index: index(at), sign: '┊' })),
    ...steps.map((step) => ({ index: index(step.at), sign: rises(step) ? '↗' : '↘' })),
  ];
}

function newestOf({ newest, unit, values }: TrendLine, lang: Lang): string {
  const known = values.filter((value) => value !== null);
  const between = unit === 'state' ? undefined : range(known, unit);
  const shown =
    between === undefined || between === newest[lang] ? newest[lang] : `${newest[lang]} (${between})`;
  return figuresIn(oneLine(shown), lang);
}

async function linesOf(trend: Trend, { lang, columns, paint }: Page): Promise<string[]> {
  const words = WORDS[lang].lines;
  if (trend.lines.length === 0) return [WORDS[lang].none];
  const idWidth = Math.max(words.metric.length, ...trend.lines.map(({ id }) => id.length));
  const width = Math.max(NARROWEST_LINE, Math.min(WIDEST_LINE, columns - idWidth - BESIDE_LINE));
  const rows = trend.lines.map((line) => {
    const drawn = line.values.map((value) => (value !== null && line.unit === 'state' ? -value : value));
    return {
      [words.metric]: line.id,
      [words.trend]: sparkline(drawn, width, marksOf(line, trend)),
      [words.newest]: newestOf(line, lang),
    };
  });
  return [await grid(rows, columns), paint.dim(broken(WORDS[lang].legend, columns))];
}

const hash = (commit: string | null): string => (commit === null ? '–' : oneLine(commit).slice(0, 9));

const levelOf = (value: number | string, unit: TrendLine['unit']): string =>
  typeof value === 'number' && unit !== 'state' ? figure(value, unit) : oneLine(String(value));

async function stepsOf({ lines }: Trend, { lang, columns, paint }: Page): Promise<string[]> {
  const { moved, better, worse, steps: words } = WORDS[lang];
  const told = lines
    .flatMap(({ id, unit, steps }) => steps.map((step) => ({ id, unit, step })))
    .sort((a, b) => a.step.at.cycle - b.step.at.cycle);
  if (told.length === 0) return [];
  const rows = told.map(({ id, unit, step }) => {
    const percent =
      step.deltaPct === null
        ? []
        : [`${step.deltaPct < 0 ? '−' : '+'}${Math.abs(step.deltaPct).toFixed(1)} %`];
    const kind = step.kind === 'better' ? [better] : step.kind === 'worse' ? [worse] : [];
    return {
      [words.metric]: id,
      [words.cycle]: step.at.cycle,
      [words.commit]: hash(step.at.commit),
      [words.level]: figuresIn(`${levelOf(step.before, unit)} → ${levelOf(step.after, unit)}`, lang),
      [words.change]: figuresIn([...percent, ...kind].join(' '), lang),
    };
  });
  const table = await grid(rows, columns, (line, key, row) => {
    if (key !== words.change) return line;
    const kind = told[row]?.step.kind;
    return kind === 'worse' ? paint.bad(line) : kind === 'better' ? paint.good(line) : line;
  });
  return ['', paint.strong(moved), table, paint.dim(broken(RULES.moved[lang], columns))];
}

function testbedOf({ testbed }: Trend, { lang, paint }: Page): string[] {
  if (testbed.length === 0) return [];
  const told = testbed.slice(-MOST_TOLD);
  const left = testbed.length - told.length;
  return [
    '',
    paint.strong(WORDS[lang].testbed),
    ...(left > 0 ? [`  ${WORDS[lang].more(left)}`] : []),
    ...told.map(
      ({ at, differences }) => `  ${at.cycle} (${hash(at.commit)})  ${oneLine(differences.join(', '))}`,
    ),
  ];
}

/** Those that stand first, then the longest. */
const byWeight = (a: Stand, b: Stand): number =>
  Number(a.gone !== null) - Number(b.gone !== null) || b.cycles - a.cycles;

const untilOf = ({ gone, standing }: Stand, lang: Lang): string | number =>
  gone?.cycle ?? WORDS[lang].standing[standing === 'open' ? 'open' : 'unknown'];

async function standsOf({ stands }: Trend, { lang, columns, paint }: Page): Promise<string[]> {
  const { blockers, stands: words } = WORDS[lang];
  if (stands.length === 0) return [];
  const told = [...stands].sort(byWeight);
  const rows = told.map((stand) => ({
    [words.id]: oneLine(stand.id),
    [words.cycles]: [...new Set([stand.first.cycle, stand.last.cycle])].join('–'),
    [words.count]: stand.cycles,
    [words.until]: untilOf(stand, lang),
    [words.title]: oneLine(stand.title[lang]),
  }));
  const table = await grid(rows, columns, (line, key, row) =>
    key === words.until && told[row]?.standing === 'open' ? paint.bad(line) : line,
  );
  return ['', paint.strong(blockers), table];
}

async function flakyOf({ flaky }: Trend, { lang, columns, paint }: Page): Promise<string[]> {
  const { flaky: title, flips: words } = WORDS[lang];
  if (flaky.length === 0) return [];
  const rows = flaky.map(({ id, flips, unexplained, judged, last }) => ({
    [words.id]: oneLine(id),
    [words.flips]: flips,
    [words.unexplained]: unexplained,
    [words.judged]: judged,
    [words.last]: `${last.cycle} (${hash(last.commit)})`,
  }));
  return ['', paint.strong(title), await grid(rows, columns), paint.dim(broken(RULES.flaky[lang], columns))];
}

const verdictsOf = ({ cycles }: Trend, lang: Lang): string =>
  (['ok', 'attention', 'blocked', 'inconclusive'] as const)
    .map((verdict) => ({ verdict, count: cycles.filter((each) => each.verdict === verdict).length }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => `${count} ${VERDICT_WORDS[verdict][lang]}`)
    .join(' · ');

function headOf(trend: TrendShown, { lang, paint }: Page): string[] {
  const { target, cycles, cyclesBefore, otherTargets } = trend;
  const words = WORDS[lang];
  const [first, last] = [cycles[0], cycles.at(-1)];
  const days = [...new Set([first, last].map((each) => oneLine(each?.reviewedAt ?? '').slice(0, 10)))];
  return [
    paint.strong(
      `Ralph Moderator - ${oneLine(target)} - ${words.cycles} ${first?.cycle}–${last?.cycle} (${days.join(' … ')})`,
    ),
    [verdictsOf(trend, lang), ...(cyclesBefore > 0 ? [words.earlier(cyclesBefore)] : [])].join('   '),
    ...(otherTargets.length > 0
      ? [paint.dim(`${words.others}: ${oneLine(otherTargets.slice(0, MOST_TOLD).join(', '))}`)]
      : []),
  ];
}

/** A trend for a terminal: a line for each metric, then where it moved, the testbed, what blocked, what is flaky. */
export async function drawnTrend(trend: TrendShown, lang: Lang, { color, columns }: Canvas): Promise<string> {
  const { default: pico } = await import('picocolors');
  const { green, red, dim, bold } = pico.createColors(color);
  const page: Page = { lang, columns, paint: { good: green, bad: red, dim, strong: bold } };
  return [
    ...headOf(trend, page),
    ...(await linesOf(trend, page)),
    ...(await stepsOf(trend, page)),
    ...testbedOf(trend, page),
    ...(await standsOf(trend, page)),
    ...(await flakyOf(trend, page)),
    '',
  ].join('\n');
}
