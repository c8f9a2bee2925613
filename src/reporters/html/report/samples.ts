import { figure } from '../../../domain/figure.ts';
import type { Portrait, SampledFigure } from '../../../domain/portrait.ts';
import type { Review } from '../../../domain/review.ts';
import { distribution } from '../chart/distribution.ts';
import { around } from '../chart/scale.ts';
import { html, type Markup } from '../markup.ts';
import { folded, type Part } from './parts.ts';
import { WORDS } from './words.ts';

/** An objective farther away than this many times the widest sample would squeeze the samples into a corner. */
const NEAR = 2.5;

function strip({ metric, title, unit, samples, median, objective }: SampledFigure, review: Review): Markup {
  const { lang } = review;
  const words = WORDS[lang];
  const shown = (value: number): string => figure(value, unit);
  const doubt = review.metrics.find(({ id }) => id === metric)?.doubt;
  const most = Math.max(...samples.map(Math.abs));
  const isNear = objective !== null && objective <= NEAR * most;
  const extent = around(isNear ? [...samples, objective] : samples);
  const held = objective === null ? '' : `, ${words.objective} ${shown(objective)}`;
  const range = `${shown(Math.min(...samples))} – ${shown(Math.max(...samples))}`;
  return html`<figure class="strip"><figcaption><span>${title[lang]}${doubt !== undefined && html` <abbr title="${doubt}">†</abbr>`}</span> <strong class="figures">${shown(median)}</strong> <span class="soft small figures">${range}${held}</span></figcaption>${distribution(
    {
      ...{ samples, shown, median, extent },
      ...(isNear && { limit: objective }),
      label: `${title[lang]}: ${words.median} ${shown(median)}, ${range}, ${words.samplesOf(samples.length)}${held}`,
    },
  )}</figure>`;
}

/** Every sample of every figure: first of those that criteria are about, the others folded. */
export function samplesPart({ figures }: Portrait, review: Review): Part | undefined {
  if (figures.length === 0) return undefined;
  const words = WORDS[review.lang];
  const chief = figures.filter(({ objective }) => objective !== null);
  const others = figures.filter(({ objective }) => objective === null);
  const [first, rest] = chief.length > 0 ? [chief, others] : [others, []];
  const drawn = (some: readonly SampledFigure[]): Markup =>
    html`<div class="strips">${some.map((each) => strip(each, review))}</div>`;
  return {
    id: 'distributions',
    title: words.samples,
    note: words.samplesNote,
    body: html`${drawn(first)}${rest.length > 0 && folded(`${words.moreFigures} (${rest.length})`, drawn(rest))}`,
  };
}
