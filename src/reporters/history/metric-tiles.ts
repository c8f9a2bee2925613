import { figure, signed } from '../../domain/figure.ts';
import type { Lang } from '../../domain/text.ts';
import type { Step, Trend, TrendLine } from '../../domain/trend.ts';
import { badge } from '../html/badge.ts';
import { sparkline } from '../html/chart/sparkline.ts';
import { html, type Markup } from '../html/markup.ts';
import { moveTone } from '../html/tone.ts';
import { shortCommit } from '../window/sentence.ts';
import { HISTORY_WORDS } from './words.ts';

const said = (value: number | string, { unit }: TrendLine): string =>
  typeof value === 'string' || unit === 'state' ? String(value) : figure(value, unit);

/** "201 ms → 301 ms (+49 %)", of one step. */
export const levelOf = (step: Step, line: TrendLine): string =>
  `${said(step.before, line)} → ${said(step.after, line)}`;

/** "+49 % worse". */
export function changeOf({ deltaPct, kind }: Step, lang: Lang): string {
  const by = deltaPct === null ? '' : `${signed(deltaPct)} % `;
  return `${by}${HISTORY_WORDS[lang].kinds[kind]}`;
}

/** As they are drawn: of a state the best on top. */
export const drawnValues = ({ values, unit }: TrendLine): readonly (number | null)[] =>
  unit === 'state' ? values.map((value) => (value === null ? null : -value)) : values;

/** Where in the values of a line its level moved. */
const placesOf = (line: TrendLine, { cycles }: Pick<Trend, 'cycles'>): number[] => {
  const at = new Map(cycles.map(({ cycle }, index) => [cycle, index]));
  return line.steps.flatMap((step) => at.get(step.at.cycle) ?? []);
};

function lastMove(line: TrendLine, lang: Lang): Markup {
  const words = HISTORY_WORDS[lang];
  const step = line.steps.at(-1);
  if (!step) return html`<p class="small soft">${words.steady}</p>`;
  const { cycle, commit } = step.at;
  const at = `${words.cycle(cycle)}${commit === null ? '' : ` (${shortCommit(commit)})`}`;
  const by = step.deltaPct === null ? '' : ` (${signed(step.deltaPct)} %)`;
  return html`<p class="small">${badge(moveTone(step.kind), words.kinds[step.kind])} <span class="figures">${words.moved(said(step.before, line), said(step.after, line), by, at)}</span></p>`;
}

/** Each metric as a small chart with its newest figure and where it moved last; `href`: where more of it is to be seen. */
export function metricTiles(trend: Trend, lang: Lang, href?: (id: string) => string): Markup {
  const words = HISTORY_WORDS[lang];
  const tiles = trend.lines.map((line) => {
    const title = line.title[lang];
    const newest = line.newest[lang];
    const step = line.steps.at(-1);
    const label = words.spark(title, trend.cycles.length, newest);
    return html`<li class="tile"><h3>${href ? html`<a href="${href(line.id)}">${title}</a>` : title}</h3><p class="newest figures">${newest}</p>${sparkline(
      {
        ...{ values: drawnValues(line), label, marks: placesOf(line, trend), width: 220, height: 40 },
        tone: step ? moveTone(step.kind) : 'plain',
      },
    )}${lastMove(line, lang)}</li>`;
  });
  return html`<ul class="tiles">${tiles}</ul>`;
}
