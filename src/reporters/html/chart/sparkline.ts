import { html, type Markup } from '../markup.ts';
import type { Tone } from '../tone.ts';
import { linePath } from './line-path.ts';
import { around, percentOf, px } from './scale.ts';

export interface Sparkline {
  /** In order; null: none. */
  readonly values: readonly (number | null)[];
  readonly tone?: Tone;
  /** What it says, for who does not see it. */
  readonly label: string;
  /** Places in {@link values} where the level changed. */
  readonly marks?: readonly number[];
  /** In pixels. */
  readonly width?: number;
  readonly height?: number;
}

/** A row of values as a small line that ends in a dot. */
export function sparkline({
  values,
  tone = 'plain',
  label,
  marks = [],
  width = 120,
  height = 24,
}: Sparkline): Markup {
  const present = values.filter((value) => value !== null);
  const extent = around(present);
  const at = (index: number): number => 2 + ((width - 6) * index) / Math.max(1, values.length - 1);
  const up = (value: number): number => height - (height * percentOf(extent, value)) / 100;
  const points = values.map((value, index) => ({ x: at(index), y: value === null ? null : up(value) }));
  const last = points.findLast(({ y }) => y !== null);
  return html`<svg class="chart spark tone-${tone}" role="img" aria-label="${label}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${marks.map(
    (index) => html`<line class="mark" x1="${px(at(index))}" x2="${px(at(index))}" y1="0" y2="${height}"/>`,
  )}<path class="line" d="${linePath(points)}"/>${
    last?.y != null && html`<circle class="dot" cx="${px(last.x)}" cy="${px(last.y)}" r="3"/>`
  }</svg>`;
}
