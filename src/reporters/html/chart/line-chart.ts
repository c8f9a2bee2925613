import { html, type Markup } from '../markup.ts';
import type { Tone } from '../tone.ts';
import { linePath } from './line-path.ts';
import { anchor, type Extent, fromZero, percentOf, px, ticks } from './scale.ts';

export interface Line {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number | null; readonly said?: string }[];
}

/** A stretch of the horizontal axis, shaded and named. */
export interface Band {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  /** A letter or two at its top, where the name has no room. */
  readonly sign?: string;
}

/** A place on the horizontal axis where something happened. */
export interface Mark {
  readonly x: number;
  readonly name: string;
  readonly tone?: Tone;
}

export interface LineChart {
  /** What it shows, for who does not see it. */
  readonly label: string;
  readonly lines: readonly Line[];
  readonly x: Extent;
  readonly shownX: (x: number) => string;
  readonly shownY: (y: number) => string;
  /** Where the vertical axis ends; from zero to a little above the largest value if absent. */
  readonly y?: Extent;
  readonly bands?: readonly Band[];
  readonly marks?: readonly Mark[];
  /** The marks of the horizontal axis; round values if absent. */
  readonly xTicks?: readonly number[];
  /** Each value as a dot, which tells what it is where a pointer rests. */
  readonly dots?: boolean;
  /** In pixels, without the axis. */
  readonly height?: number;
}

const TOP = 16;
const AXIS = 18;
/** About as wide as a letter of the axes is, in pixels. */
const LETTER = 6.3;

/** Lines over one axis. It is as wide as its place: letters and strokes keep their size, only distances stretch. */
export function lineChart(chart: LineChart): Markup {
  const { label, lines, x, shownX, shownY, bands = [], marks = [], dots = false, height = 150 } = chart;
  const y = chart.y ?? fromZero(lines.flatMap(({ points }) => points.flatMap((point) => point.y ?? [])));
  const across = (value: number): number => px(percentOf(x, value));
  const down = (value: number): number => px(TOP + height - (height * percentOf(y, value)) / 100);
  const place = (value: number): Markup => html`${across(value)}%`;
  const levels = ticks(y, 3);
  const rows = levels.map(
    (value) => html`<line class="grid" x1="0" x2="100%" y1="${down(value)}" y2="${down(value)}"/>`,
  );
  const named = levels.map((value) => ({ text: shownY(value), y: px(down(value) + 3.5) }));
  const gutter = Math.ceil(LETTER * Math.max(0, ...named.map(({ text }) => text.length))) + 6;
  const columns = (chart.xTicks ?? ticks(x, 5)).map(
    (value) =>
      html`<text class="${anchor(across(value))}" x="${place(value)}" y="${TOP + height + 14}">${shownX(value)}</text>`,
  );
  const shaded = bands.map(
    ({ from, to, name, sign }) =>
      html`<rect class="band" x="${place(from)}" y="${TOP}" width="${px(across(to) - across(from))}%" height="${height}"><title>${name}</title></rect>${sign && html`<text class="middle" x="${place((from + to) / 2)}" y="${TOP - 4}">${sign}</text>`}`,
  );
  const drawn = lines.map(({ name, points }, index) => {
    const path = points.map((point) => ({
      x: 10 * percentOf(x, point.x),
      y: point.y === null ? null : 10 * (100 - percentOf(y, point.y)),
    }));
    return html`<g class="series-${index + 1}"><svg x="0" y="${TOP}" width="100%" height="${height}" viewBox="0 0 1000 1000" preserveAspectRatio="none" overflow="visible"><path class="line" d="${linePath(path)}"><title>${name}</title></path></svg>${
      dots &&
      points.flatMap((point) =>
        point.y === null
          ? []
          : [
              html`<circle class="dot" cx="${place(point.x)}" cy="${down(point.y)}" r="3.5"><title>${point.said ?? shownY(point.y)}</title></circle>`,
            ],
      )
    }</g>`;
  });
  const flags = marks.map(
    ({ x: at, name, tone = 'plain' }) =>
      html`<g class="tone-${tone}"><line class="mark" x1="${place(at)}" x2="${place(at)}" y1="${TOP - 4}" y2="${TOP + height}"/><text class="${anchor(across(at))}" x="${place(at)}" y="${TOP - 7}">${name}</text></g>`,
  );
  const keys =
    lines.length > 1 &&
    html`<p>${lines.map(({ name }, index) => html`<span class="key series-${index + 1}">${name}</span>`)}</p>`;
  const tall = TOP + height + AXIS;
  return html`<div class="plot"><svg class="chart gutter" aria-hidden="true" width="${gutter}" height="${tall}">${named.map(
    ({ text, y: at }) => html`<text class="end" x="${gutter - 6}" y="${at}">${text}</text>`,
  )}</svg><svg class="chart" role="img" aria-label="${label}" height="${tall}">${shaded}${rows}<line class="axis" x1="0" x2="100%" y1="${TOP + height}" y2="${TOP + height}"/>${columns}${drawn}${flags}</svg></div>${keys}`;
}
