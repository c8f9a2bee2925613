import { html, type Markup } from '../markup.ts';
import { px } from './scale.ts';

export interface Waveform {
  /** What it shows, for who does not see it. */
  readonly label: string;
  /** The loudest of each stretch, from 0 to 1, in order. */
  readonly peaks: readonly number[];
}

const HALF = 28;

/** How loud a sound is over its time, mirrored about the middle. */
export function waveform({ label, peaks }: Waveform): Markup {
  const bars = peaks
    .map((peak, index) => {
      const high = px(Math.max(0.5, HALF * Math.min(1, Math.max(0, peak))));
      return `M${index * 3 + 1} ${HALF - high}v${2 * high}`;
    })
    .join('');
  return html`<svg class="chart" role="img" aria-label="${label}" height="${2 * HALF}" viewBox="0 0 ${Math.max(1, peaks.length * 3)} ${2 * HALF}" preserveAspectRatio="none"><path class="line" d="${bars}"/></svg>`;
}
