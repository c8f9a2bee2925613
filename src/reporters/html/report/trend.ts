import { figure, signed } from '../../../domain/figure.ts';
import type { Lang } from '../../../domain/text.ts';
import type { Step, Trend, TrendLine } from '../../../domain/trend.ts';
import { drawnValues } from '../../history/metric-tiles.ts';
import { HISTORY_WORDS } from '../../history/words.ts';
import { lineChart } from '../chart/line-chart.ts';
import { around } from '../chart/scale.ts';
import { html, type Markup } from '../markup.ts';
import { moveTone } from '../tone.ts';
import { list, type Part } from './parts.ts';
import { WORDS } from './words.ts';

/** With more cycles than this, dots would be all that is seen. */
const MOST_DOTS = 24;

const commitOf = (commit: string | null): string => (commit === null ? '' : ` (${commit.slice(0, 12)})`);

function stepLine({ at, before, after, deltaPct, kind }: Step, { unit }: TrendLine, lang: Lang): Markup {
  const shown = (value: number | string): string =>
    typeof value === 'number' && unit !== 'state' ? figure(value, unit) : String(value);
  const percent = deltaPct === null ? '' : `, ${signed(deltaPct)} %`;
  return html`<span class="tone-${moveTone(kind)}"><span class="tone">${shown(before)} → ${shown(after)}${percent}</span></span> <span class="soft">${WORDS[lang].step} ${at.cycle}${commitOf(at.commit)}</span>`;
}

function lineOver(line: TrendLine, { cycles }: Trend, lang: Lang): Markup {
  const { title, newest, steps, unit } = line;
  const name = title[lang];
  const values = drawnValues(line);
  const shown = (value: number): string => (unit === 'state' ? '' : figure(value, unit));
  const known = values.filter((value) => value !== null);
  const points = values.map((y, x) => {
    const cycle = cycles[x];
    const figureOf = y === null || unit === 'state' ? '' : `: ${shown(y)}`;
    return {
      x,
      y,
      said: `${WORDS[lang].cycle} ${cycle?.cycle}${commitOf(cycle?.commit ?? null)}${figureOf}`,
    };
  });
  const marks = steps.map(({ at, kind }) => ({
    x: cycles.findIndex(({ cycle }) => cycle === at.cycle),
    name: String(at.cycle),
    tone: moveTone(kind),
  }));
  const last = Math.max(1, cycles.length - 1);
  return html`<figure class="trend"><figcaption><span>${name}</span> <strong class="figures">${newest[lang]}</strong>${unit === 'state' && html` <span class="soft small">(${HISTORY_WORDS[lang].states})</span>`}</figcaption>${lineChart(
    {
      ...{ label: `${name}: ${newest[lang]}, ${known.length} cycles`, dots: cycles.length <= MOST_DOTS },
      ...{ lines: [{ name, points }], x: { min: 0, max: last }, y: around(known), marks, height: 60 },
      ...{ shownX: (x: number) => String(cycles[x]?.cycle ?? ''), shownY: shown, xTicks: [0, last] },
    },
  )}${
    steps.length > 0 &&
    list(
      steps.map((step) => stepLine(step, line, lang)),
      'small plain',
    )
  }</figure>`;
}

/** How each figure went over the cycles up to this one. */
export function trendPart(trend: Trend | null, lang: Lang): Part | undefined {
  if (!trend || trend.cycles.length < 2) return undefined;
  // A state that never changed is a line that says nothing.
  const lines = trend.lines.filter(({ unit, steps }) => unit !== 'state' || steps.length > 0);
  if (lines.length === 0) return undefined;
  const words = WORDS[lang];
  const [first, last] = [trend.cycles[0], trend.cycles.at(-1)];
  return {
    id: 'trend',
    title: words.trend,
    note: `${words.cycle} ${first?.cycle} – ${last?.cycle}. ${words.trendNote}`,
    body: html`<div class="trends">${lines.map((line) => lineOver(line, trend, lang))}</div>`,
  };
}
