import { html, type Markup } from '../markup.ts';
import type { Tone } from '../tone.ts';
import { anchor, around, type Extent, percentOf, px, ticks } from './scale.ts';

export interface Distribution {
  /** What it shows, for who does not see it. */
  readonly label: string;
  readonly samples: readonly number[];
  readonly shown: (value: number) => string;
  readonly tone?: Tone;
  /** Drawn as a thick stroke. */
  readonly median?: number;
  /** What the figure should stay under or above, as a dashed line. */
  readonly limit?: number;
  /** Several charts that are read together share one. */
  readonly extent?: Extent;
}

/** With more samples than this, dots hide each other. */
const MOST_DOTS = 60;
const BINS = 30;
const HEIGHT = 34;

const dotsOf = ({ samples, shown }: Distribution, extent: Extent): Markup[] =>
  samples.map(
    (value, index) =>
      html`<circle class="sample" cx="${px(percentOf(extent, value))}%" cy="${px(HEIGHT / 2 + ((index % 3) - 1) * 7)}" r="4"><title>${shown(value)}</title></circle>`,
  );

function barsOf({ samples, shown }: Distribution, { min, max }: Extent): Markup[] {
  const counts = Array.from({ length: BINS }, () => 0);
  for (const value of samples) {
    const bin = Math.min(BINS - 1, Math.max(0, Math.floor((BINS * (value - min)) / (max - min || 1))));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const most = Math.max(...counts);
  const edge = (bin: number): string => shown(min + ((max - min) * bin) / BINS);
  return counts.flatMap((count, bin) => {
    const high = px((HEIGHT * count) / most);
    if (count === 0) return [];
    return [
      html`<rect class="bar" x="${px((100 * bin) / BINS)}%" width="${px(100 / BINS - 0.3)}%" y="${px(HEIGHT - high)}" height="${high}"><title>${edge(bin)} – ${edge(bin + 1)}: ${count}</title></rect>`,
    ];
  });
}

/** Every sample where it lies: a strip of dots, or a histogram where they are many. */
export function distribution(chart: Distribution): Markup {
  const { label, samples, shown, tone, median, limit } = chart;
  const extent = chart.extent ?? around(limit === undefined ? samples : [...samples, limit]);
  const at = (value: number): string => `${px(percentOf(extent, value))}%`;
  const marks = samples.length > MOST_DOTS ? barsOf(chart, extent) : dotsOf(chart, extent);
  const axis = ticks(extent, 4).map(
    (value) =>
      html`<text class="${anchor(percentOf(extent, value))}" x="${at(value)}" y="${HEIGHT + 14}">${shown(value)}</text>`,
  );
  return html`<svg class="chart${tone && ` tone-${tone}`}" role="img" aria-label="${label}" height="${HEIGHT + 18}"><line class="grid" x1="0" x2="100%" y1="${HEIGHT}" y2="${HEIGHT}"/>${marks}${
    median !== undefined &&
    html`<line class="median" x1="${at(median)}" x2="${at(median)}" y1="2" y2="${HEIGHT}"/>`
  }${
    limit !== undefined &&
    html`<line class="mark" x1="${at(limit)}" x2="${at(limit)}" y1="0" y2="${HEIGHT}"><title>${shown(limit)}</title></line>`
  }${axis}</svg>`;
}
