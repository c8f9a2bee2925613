import { figure } from '../../domain/figure.ts';
import type { Observation } from '../../domain/observation.ts';
import { oneLine, printable } from '../../domain/printable.ts';
import type { Probe } from '../../domain/probe.ts';
import { figuresIn, type Lang, said } from '../../domain/text.ts';
import { told } from '../../domain/told.ts';
import { type Line, type Span, span } from './line.ts';
import { padded } from './width.ts';

/** What makes a text fit to be shown: secrets go before anything is cut, so that no half of one is left. */
export type Clean = (text: string) => string;

const SIGNS = {
  observed: span('✓', 'good'),
  unavailable: span('–', 'dim'),
  errored: span('✖', 'bad'),
} as const;

function outcome(observation: Observation, lang: Lang, clean: Clean): Span {
  if (observation.kind === 'observed')
    return span(figuresIn(figure(observation.durationMs / 1000, 's'), lang));
  return observation.kind === 'unavailable'
    ? span(clean(oneLine(said(told(observation.reason), lang))), 'dim')
    : span(clean(`ERROR ${oneLine(observation.message)}`), 'bad');
}

/** What came of a probe; its title takes `columns` at least. */
export const outcomeLine = (
  probe: Probe,
  observation: Observation,
  { lang, clean, columns = 0 }: { readonly lang: Lang; readonly clean: Clean; readonly columns?: number },
): Line => [
  span('  '),
  SIGNS[observation.kind],
  span(` ${padded(oneLine(probe.title[lang]), columns)}  `),
  outcome(observation, lang, clean),
];

/** Lines of a text, each without anything that moves a cursor; what stands before a line is its indent. */
export const linesOf = (text: string, clean: Clean): Line[] =>
  clean(printable(text))
    .split('\n')
    .map((line) => {
      const [, indent = '', rest = ''] = /^(\s*)(.*)$/u.exec(line) ?? [];
      return [span(' '.repeat(indent.length)), span(rest.replace(/\s/gu, ' '))];
    });
