import { figure } from '../../domain/figure.ts';
import type { Trend, TrendLine } from '../../domain/trend.ts';
import { lineChart, type Mark } from '../html/chart/line-chart.ts';
import { around } from '../html/chart/scale.ts';
import { html, type Markup } from '../html/markup.ts';
import { moveTone } from '../html/tone.ts';
import { minute } from '../window/span.ts';
import { changeOf, drawnValues, levelOf } from './metric-tiles.ts';
import { cycleLink, type Pen, place, rows } from './pen.ts';
import { HISTORY_WORDS } from './words.ts';

/** With more cycles than this, dots hide the line. */
const MOST_DOTS = 120;
/** More flags than this would cover each other's names. */
const MOST_NAMED = 8;

/** With no more cycles than this each is numbered. */
const MOST_NUMBERED = 8;

/** Each of a few cycles; else some in between, and the newest. */
function xTicksOf(count: number): number[] {
  const last = Math.max(0, count - 1);
  const parts = count <= MOST_NUMBERED ? last : 4;
  return Array.from({ length: parts + 1 }, (_, each) => Math.round((last * each) / Math.max(1, parts)));
}

/** One metric over its cycles, with a flag where its level moved. */
export function trendChart(line: TrendLine, { cycles }: Trend, { lang }: Pen): Markup {
  const words = HISTORY_WORDS[lang];
  const { unit } = line;
  const at = new Map(cycles.map(({ cycle }, index) => [cycle, index]));
  const values = drawnValues(line);
  const shown = (value: number): string => (unit === 'state' ? '' : figure(value, unit));
  const marks = line.steps.flatMap((step): Mark[] => {
    const x = at.get(step.at.cycle);
    const name = line.steps.length > MOST_NAMED ? '' : String(step.at.cycle);
    return x === undefined ? [] : [{ x, name, tone: moveTone(step.kind) }];
  });
  return lineChart({
    label: words.spark(line.title[lang], cycles.length, line.newest[lang]),
    lines: [
      {
        name: line.title[lang],
        points: values.map((y, x) => ({
          ...{ x, y },
          said: `${words.cycle(cycles[x]?.cycle ?? '')}${y === null || unit === 'state' ? '' : `: ${shown(y)}`}`,
        })),
      },
    ],
    x: { min: 0, max: Math.max(1, cycles.length - 1) },
    y: around(values.filter((value) => value !== null)),
    xTicks: xTicksOf(cycles.length),
    shownX: (x) => String(cycles[Math.round(x)]?.cycle ?? ''),
    shownY: shown,
    marks,
    dots: cycles.length <= MOST_DOTS,
    height: 180,
  });
}

/** Where one metric moved: cycle, commit, levels. */
export const stepsTable = (line: TrendLine, pen: Pen): Markup | false => {
  const { lang } = pen;
  const { at, when, commit, level, change } = HISTORY_WORDS[lang].steps;
  return rows(
    line.title[lang],
    [at, when, commit, level, change],
    line.steps
      .toReversed()
      .map((step) => [
        cycleLink(step.at.cycle, pen),
        minute(step.at.reviewedAt),
        step.at.commit === null ? '–' : html`<code>${step.at.commit.slice(0, 12)}</code>`,
        levelOf(step, line),
        html`<span class="tone-${moveTone(step.kind)} tone">${changeOf(step, lang)}</span>`,
      ]),
  );
};

/** What of the testbed was other than before. */
export const testbedTable = ({ testbed }: Pick<Trend, 'testbed'>, pen: Pen): Markup | false => {
  const { at, what } = HISTORY_WORDS[pen.lang].testbed;
  return rows(
    what,
    [at, what],
    testbed.toReversed().map((change) => [place(change.at, pen), change.differences.join(', ')]),
  );
};
