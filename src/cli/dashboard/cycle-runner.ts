import type { StartedCycle } from '../../domain/dashboard.ts';
import { oneLine } from '../../domain/printable.ts';

/** As many lines are kept, and as much of each. */
const MOST_LINES = 60;
const MOST_CHARS = 300;

/** Runs one cycle to its end; `heard` is given what it says, in pieces. The exit code; null where it was killed. */
export type RunCycle = (signal: AbortSignal, heard: (text: string) => void) => Promise<number | null>;

/** Starts cycles, one at a time. */
export interface CycleRunner {
  /** The running one, or else the last one; null: none was started. */
  readonly cycle: StartedCycle | null;
  /** False where one runs already. */
  start(): boolean;
  /** Has the running one end as an interrupt would. False where none runs. */
  stop(): boolean;
  /** As {@link stop}; resolves once it has ended. */
  close(): Promise<void>;
}

export interface Running {
  readonly run: RunCycle;
  /** ISO 8601, UTC. */
  readonly now: () => string;
  /** A cycle began or ended, or said something. */
  readonly on: (what: 'turn' | 'lines') => void;
}

/** Whole lines of what came so far, and the rest. */
function linesOf(text: string): { readonly whole: string[]; readonly rest: string } {
  const parts = text.split(/\r\n|\r|\n/);
  const rest = (parts.pop() ?? '').slice(-MOST_CHARS);
  const whole = parts.map((line) => oneLine(line).slice(0, MOST_CHARS)).filter((line) => line !== '');
  return { whole, rest };
}

/** A runner that has run nothing yet. */
export function cycleRunner({ run, now, on }: Running): CycleRunner {
  let cycle: StartedCycle | null = null;
  let controller: AbortController | null = null;
  let done: Promise<void> = Promise.resolve();

  async function whole(signal: AbortSignal): Promise<void> {
    const startedAt = now();
    let lines: readonly string[] = [];
    let rest = '';
    let ended: StartedCycle['ended'] = null;
    const told = (what: 'turn' | 'lines'): void => {
      cycle = { startedAt, ended, lines };
      on(what);
    };
    // What it said last may come after it has ended.
    const heard = (text: string): void => {
      const said = linesOf(rest + text);
      rest = said.rest;
      if (said.whole.length === 0) return;
      lines = [...lines, ...said.whole].slice(-MOST_LINES);
      told('lines');
    };
    told('turn');
    const code = await run(signal, heard).catch((error: unknown) => {
      heard(`\n${error instanceof Error ? error.message : String(error)}\n`);
      return null;
    });
    controller = null;
    ended = { at: now(), code };
    told('turn');
  }

  const stop = (): boolean => {
    controller?.abort();
    return controller !== null;
  };
  return {
    get cycle() {
      return cycle;
    },
    start() {
      if (controller) return false;
      controller = new AbortController();
      done = whole(controller.signal);
      return true;
    },
    stop,
    async close() {
      stop();
      await done;
    },
  };
}
