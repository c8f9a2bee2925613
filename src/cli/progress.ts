import { figure } from '../domain/figure.ts';
import type { Observation } from '../domain/observation.ts';
import { oneLine, printable } from '../domain/printable.ts';
import type { Lang, Text } from '../domain/text.ts';
import { told } from '../domain/told.ts';
import type { ObserveEvent } from '../pipeline/observe.ts';

const outcome = (observation: Observation, lang: Lang): string => {
  if (observation.kind === 'observed') return figure(observation.durationMs / 1000, 's');
  return observation.kind === 'unavailable'
    ? oneLine(told(observation.reason)[lang])
    : `ERROR ${oneLine(observation.message)}`;
};

const SIGNS = { observed: '✓', unavailable: '–', errored: '✖' } as const;

/** Tells a person what was measured, one plain line at a time, and what takes minutes before it does; silent if told so. */
export function progress(write: (text: string) => void, lang: Lang, quiet: boolean) {
  const say = (line: string): void => {
    if (!quiet) write(`${printable(line)}\n`);
  };
  return {
    say,
    plan: (text: Text): void => say(`  ${text[lang]}`),
    on(event: ObserveEvent): void {
      if (event.kind === 'note') say(`    ${oneLine(event.line)}`);
      if (event.kind === 'started' && event.probe.phase === 'after') say(`  · ${event.probe.title[lang]}`);
      if (event.kind === 'finished') {
        say(
          `  ${SIGNS[event.observation.kind]} ${event.probe.title[lang]}  ${outcome(event.observation, lang)}`,
        );
      }
    },
  };
}

export type Progress = ReturnType<typeof progress>;
