import { oneLine } from '../domain/printable.ts';
import { type Lang, said, type Text } from '../domain/text.ts';
import type { ObserveEvent } from '../pipeline/observe.ts';
import type { Flags } from './flags.ts';
import { type Line, textOf } from './live/line.ts';
import { liveRun } from './live/live.ts';
import { mannerOf } from './live/manner.ts';
import { type LiveClock, openPanel, type View } from './live/panel.ts';
import { plainRun } from './live/plain.ts';
import type { ShownRun } from './live/run-state.ts';
import { linesOf } from './live/told.ts';
import { screenOf, type Terminal } from './terminal.ts';

/** The clocks of who shows progress, so that tests can stand in for time. */
export interface ProgressClock extends LiveClock {
  wallTime(): Date;
}

const CLOCK: ProgressClock = {
  nowMs: () => performance.now(),
  wallTime: () => new Date(),
  every: (ms, tick) => {
    const timer = setInterval(tick, ms).unref();
    return () => clearInterval(timer);
  },
};

interface Showing {
  say?(text: string): void;
  on?(event: ObserveEvent): void;
  end(): void;
}

/** Something that is shown where it can be drawn in place, and only there. */
export interface Board {
  /** It looks otherwise now. */
  changed(): void;
  end(): void;
}

/** "2026-01-31T12:00:00Z ", as the logs of servers have it. */
const stamp = (at: Date): string => `${at.toISOString().slice(0, 19)}Z `;

/**
 * Tells a person on stderr what goes on, in the manner that suits who looks ({@link mannerOf}). While a run is shown,
 * nobody else may write there.
 */
export function progress(
  terminal: Pick<Terminal, 'stderr' | 'env' | 'secrets'>,
  lang: Lang,
  { quiet = false, motion = true, color = true }: Partial<Pick<Flags, 'quiet' | 'motion' | 'color'>>,
  clock: ProgressClock = CLOCK,
) {
  const { stderr, env, secrets } = terminal;
  const manner = mannerOf({ isTTY: stderr.isTTY === true, env, quiet, motion, color });
  const clean = (text: string): string => secrets.mask(text);
  const print = (lines: readonly Line[]): void => {
    if (manner.kind === 'silent') return;
    const start = manner.kind === 'lines' && manner.stamped ? stamp(clock.wallTime()) : '';
    for (const line of lines) stderr.write(`${start}${textOf(line)}\n`);
  };
  let showing: Showing | undefined;

  const say = (line: string): void => (showing?.say ? showing.say(line) : print(linesOf(line, clean)));
  const live =
    manner.kind === 'live' ? { screen: screenOf(terminal), clock, color: manner.color } : undefined;
  const end = (): void => {
    showing?.end();
    showing = undefined;
  };

  return {
    say,
    tell: (text: Text): void => say(said(text, lang)),
    plan: (text: Text): void => say(`  ${said(text, lang)}`),
    /** A run begins; it is shown until the function is called that this returns. */
    begin(run: ShownRun): () => void {
      showing = live ? liveRun(run, { ...live, lang, clean }) : plainRun(run, { print, clock, lang, clean });
      return end;
    },
    /** Shows something below all lines; undefined where nothing can be drawn in place, and lines have to do. */
    board(view: View): Board | undefined {
      if (!live) return undefined;
      const panel = openPanel(view, live);
      showing = {
        say: (text) => {
          panel.print(linesOf(text, clean));
          panel.draw();
        },
        end: panel.end,
      };
      return { changed: panel.changed, end };
    },
    on(event: ObserveEvent): void {
      if (showing?.on) showing.on(event);
      else if (event.kind === 'note') say(`    ${oneLine(event.line)}`);
    },
  };
}

export type Progress = ReturnType<typeof progress>;
