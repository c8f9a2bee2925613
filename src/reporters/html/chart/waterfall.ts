import { html, type Markup } from '../markup.ts';
import type { Tone } from '../tone.ts';
import { anchor, percentOf, px, ticks } from './scale.ts';

export interface Stage {
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
  /** What of the time nobody accounts for is drawn as a hole. */
  readonly isUnexplained?: boolean;
  readonly tone?: Tone;
}

export interface Waterfall {
  /** What it shows, for who does not see it. */
  readonly label: string;
  readonly stages: readonly Stage[];
  /** Moments across all stages, such as the first sound. */
  readonly moments?: readonly { readonly atMs: number; readonly name: string }[];
  readonly shown: (ms: number) => string;
}

const TOP = 20;
const ROW = 34;
/** In percent: names of moments are longer than figures. */
const EDGE = 12;

/** What took the time, one stage under the other; names stand above their bars, so it reads at any width. */
export function waterfall({ label, stages, moments = [], shown }: Waterfall): Markup {
  const ends = [...stages.map(({ endMs }) => endMs), ...moments.map(({ atMs }) => atMs)];
  const extent = { min: 0, max: Math.max(1, ...ends) };
  const at = (ms: number): number => px(percentOf(extent, ms));
  const bottom = TOP + stages.length * ROW + 6;
  const rows = stages.map(({ name, startMs, endMs, isUnexplained, tone }, index) => {
    const y = TOP + index * ROW;
    return html`<g class="${tone ? `tone-${tone}` : ''}"><text class="strong" x="0" y="${y + 14}">${name}</text><text class="end" x="100%" y="${y + 14}">${shown(endMs - startMs)}</text><rect class="faint" x="0" y="${y + 20}" width="100%" height="10" rx="2"/><rect class="${isUnexplained ? 'hole' : 'bar'}" x="${at(startMs)}%" y="${y + 20}" width="${Math.max(0.4, px(at(endMs) - at(startMs)))}%" height="10" rx="2"/></g>`;
  });
  const axis = ticks(extent, 4).map(
    (value) =>
      html`<text class="${anchor(at(value), EDGE)}" x="${at(value)}%" y="${bottom + 14}">${shown(value)}</text>`,
  );
  // Over the bars alone, so that no stroke runs through a name or a figure.
  const zones = [TOP - 6, ...stages.map((_, index) => TOP + index * ROW + 18)];
  const flags = moments.map(
    ({ atMs, name }) =>
      html`${zones.map((y, index) => html`<line class="mark" x1="${at(atMs)}%" x2="${at(atMs)}%" y1="${y}" y2="${y + (index === 0 ? 6 : 14)}"/>`)}<text class="${anchor(at(atMs), EDGE)}" x="${at(atMs)}%" y="${TOP - 9}">${name}</text>`,
  );
  return html`<svg class="chart" role="img" aria-label="${label}" height="${bottom + 18}">${rows}${flags}<line class="axis" x1="0" x2="100%" y1="${bottom}" y2="${bottom}"/>${axis}</svg>`;
}
