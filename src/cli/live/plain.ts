import { oneLine } from '../../domain/printable.ts';
import type { Lang } from '../../domain/text.ts';
import type { ObserveEvent } from '../../pipeline/observe.ts';
import { type Line, span } from './line.ts';
import type { LiveClock } from './panel.ts';
import { begun, type RunState, type ShownRun, step, stillTakes } from './run-state.ts';
import { type Clean, linesOf, outcomeLine } from './told.ts';
import { leftText, spread, WORDS } from './words.ts';

export interface PlainOptions {
  print(lines: readonly Line[]): void;
  readonly clock: Pick<LiveClock, 'nowMs'>;
  readonly lang: Lang;
  readonly clean: Clean;
}

/** While a series takes long, it says so often how far it is: a CI runner may end who is silent. */
const STILL_MS = 30_000;

/** How far the series of a probe is, and how long all of it still takes. */
function stillText(state: RunState, id: string, lang: Lang, nowMs: number): string {
  const words = WORDS[lang];
  const { state: now } = state.probes.find(({ probe }) => probe.id === id) ?? {};
  const series = now?.kind === 'running' ? now.series : null;
  const seen = spread(series?.warmMs ?? [], lang);
  const parts = [
    ...(seen ? [words.warm(series?.warmMs.length ?? 0), seen.times, seen.median] : [words.coming]),
    ...(series?.failed ? [words.failed(series.failed)] : []),
    leftText(stillTakes(state, nowMs), words),
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

/** Tells a run in lines, each once and none ever changed. */
export function plainRun(run: ShownRun, { print, clock, lang, clean }: PlainOptions) {
  const words = WORDS[lang];
  let state = begun(run, clock.nowMs());
  let saidMs = clock.nowMs();
  const say = (lines: readonly Line[]): void => {
    saidMs = clock.nowMs();
    print(lines);
  };
  return {
    on(event: ObserveEvent): void {
      const nowMs = clock.nowMs();
      state = step(state, event, nowMs);
      if (event.kind === 'note') say(linesOf(`    ${oneLine(event.line)}`, clean));
      if (event.kind === 'started' && event.probe.phase === 'after')
        say([[span(`  · ${event.probe.title[lang]}`)]]);
      if (event.kind === 'finished') say([outcomeLine(event.probe, event.observation, { lang, clean })]);
      if (event.kind === 'sampled' && nowMs - saidMs >= STILL_MS)
        say([
          [
            span(
              `    ${event.probe.title[lang]}${words.colon}${stillText(state, event.probe.id, lang, nowMs)}`,
            ),
          ],
        ]);
    },
    end: (): void => {},
  };
}
