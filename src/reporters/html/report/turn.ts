import { figure } from '../../../domain/figure.ts';
import type { Portrait } from '../../../domain/portrait.ts';
import { type Lang, type Localised, localise } from '../../../domain/text.ts';
import { waterfall } from '../chart/waterfall.ts';
import { html } from '../markup.ts';
import type { Part } from './parts.ts';
import { WORDS } from './words.ts';

type Turn = Localised<Portrait['turns'][number]>;

const ms = (value: number): string => figure(value, 'ms');

/** What the drawing says in words. */
const said = ({ title, stretches, moments }: Turn): string =>
  `${title}: ${[
    ...stretches.map(({ name, startMs, endMs }) => `${name} ${ms(endMs - startMs)}`),
    ...moments.map(({ name, atMs }) => `${name} ${ms(atMs)}`),
  ].join(', ')}`;

/** The turns, each as a waterfall. */
export function turnPart(turns: Portrait['turns'], lang: Lang): Part | undefined {
  if (turns.length === 0) return undefined;
  const words = WORDS[lang];
  const drawn = localise([...turns], lang) as Turn[];
  const isDashed = drawn.some(({ stretches }) => stretches.some(({ isUnexplained }) => isUnexplained));
  return {
    id: 'turn',
    title: words.turn,
    ...(isDashed && { note: words.unexplained }),
    body: html`<div class="pictures">${drawn.map(
      (turn) =>
        html`<figure><figcaption><strong>${turn.title}</strong> <span class="soft small">${words.turnNote(turn.among)}</span></figcaption>${waterfall(
          {
            label: said(turn),
            shown: ms,
            moments: turn.moments.map(({ atMs, name }) => ({ atMs, name: `${name} ${ms(atMs)}` })),
            stages: turn.stretches.map(({ name, startMs, endMs, isUnexplained = false }) => ({
              ...{ name, startMs, endMs, isUnexplained },
            })),
          },
        )}</figure>`,
    )}</div>`,
  };
}
