import { html, type Markup } from '../markup.ts';
import type { Tone } from '../tone.ts';
import { px } from './scale.ts';

export interface Ring {
  /** From 0 to 1; null where there is nothing to fill it with. */
  readonly share: number | null;
  /** In its middle: "72 %". */
  readonly value: string;
  /** Under it, small. */
  readonly unit?: string;
  readonly tone: Tone;
  /** What it says, for who does not see it. */
  readonly label: string;
  /** In pixels. */
  readonly size?: number;
}

/** A share as a ring that fills clockwise from the top. */
export function ring({ share, value, unit, tone, label, size = 96 }: Ring): Markup {
  const width = Math.max(5, size / 12);
  const radius = (size - width) / 2;
  const length = 2 * Math.PI * radius;
  const filled = length * Math.min(1, Math.max(0, share ?? 0));
  const middle = px(size / 2);
  const letters = px(Math.min(size / 4, (size * 0.95) / Math.max(3, value.length)));
  return html`<svg class="ring tone-${tone}" role="img" aria-label="${label}" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}"><circle class="track" cx="${middle}" cy="${middle}" r="${px(radius)}" stroke-width="${px(width)}"/>${
    filled > 0 &&
    html`<circle class="arc" cx="${middle}" cy="${middle}" r="${px(radius)}" stroke-width="${px(width)}" stroke-dasharray="${px(filled)} ${px(length)}" transform="rotate(-90 ${middle} ${middle})"/>`
  }<text class="value" x="${middle}" y="${px(size / 2 + letters * (unit ? 0.2 : 0.35))}" font-size="${letters}">${value}</text>${
    unit &&
    html`<text class="unit" x="${middle}" y="${px(size / 2 + letters)}" font-size="${px(size / 9)}">${unit}</text>`
  }</svg>`;
}
