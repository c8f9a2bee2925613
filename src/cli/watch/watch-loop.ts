import { type Schedule, slotsBetween } from './schedule.ts';

/** The clocks and the rest of a watch, so that tests can stand in for time. */
export interface WatchClock {
  monotonicMs(): number;
  wallMs(): number;
  /** Resolves after so long, or as soon as the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** What a person hears of a watch. Moments are of the clock on the wall. */
export type WatchEvent =
  | { readonly kind: 'next'; readonly atMs: number; readonly inMs: number }
  /** `busy`: a cycle took longer than its slot; `away`: nobody was there, because the machine slept or its clock was set. */
  | { readonly kind: 'skipped'; readonly slots: number; readonly why: 'busy' | 'away' }
  | { readonly kind: 'begins'; readonly cycle: number }
  | { readonly kind: 'ended'; readonly cycle: number; readonly code: number | null; readonly tookMs: number };

export interface Watch {
  readonly schedule: Schedule;
  readonly clock: WatchClock;
  /** Runs one cycle to its end, whatever it is; the exit code, or null where something killed it. */
  cycle(): Promise<number | null>;
  on(event: WatchEvent): void;
  /** Ends after so many cycles; absent: never. */
  readonly cycles?: number;
  readonly signal: AbortSignal;
}

/** The clocks are looked at this often at least: whoever sleeps for a night would not see that the machine slept, too. */
const LOOK_MS = 30_000;
/** A slot that is noticed later than this is over. */
const LATE_MS = 60_000;
/** A clock on the wall that is set back farther than this was wrong before, and its slots come anew. */
const WRONG_MS = 3_600_000;

const nowOf = ({ schedule, clock }: Watch): number =>
  schedule.clock === 'monotonic' ? clock.monotonicMs() : clock.wallMs();

/** The last slot that is still in time at a moment; undefined where there is none. */
function inTime({ next }: Schedule, nowMs: number): number | undefined {
  let found: number | undefined;
  for (let slot = next(nowMs - LATE_MS); slot <= nowMs; slot = next(slot)) found = slot;
  return found;
}

/** The slot that is due at a moment, not before `slot`; says how many before it are left out. */
function due({ schedule, on }: Watch, slot: number, nowMs: number): number | undefined {
  const found = inTime(schedule, nowMs);
  const isDue = found !== undefined && found >= slot;
  const come = slotsBetween(schedule, slot, nowMs) + 1;
  const slots = isDue ? come - 1 : come;
  if (slots > 0) on({ kind: 'skipped', slots, why: 'away' });
  return isDue ? found : undefined;
}

/**
 * Waits for the first slot after a moment, and says when it is; slots that went by unseen are said and left out. Undefined
 * where the signal aborts first.
 */
async function awaitSlot(watch: Watch, afterMs: number): Promise<number | undefined> {
  const { schedule, clock, on, signal } = watch;
  let slot = schedule.next(afterMs);
  let saidMs = Number.NEGATIVE_INFINITY;
  while (!signal.aborted) {
    const now = nowOf(watch);
    if (now >= slot) {
      const found = due(watch, slot, now);
      if (found !== undefined) return found;
      slot = schedule.next(now);
    } else if (schedule.clock === 'wall' && now < afterMs - WRONG_MS) slot = schedule.next(now);
    const inMs = slot - now;
    const atMs = clock.wallMs() + inMs;
    if (Math.abs(atMs - saidMs) >= LATE_MS) {
      on({ kind: 'next', atMs, inMs });
      saidMs = atMs;
    }
    await clock.sleep(Math.min(LOOK_MS, inMs), signal);
  }
  return undefined;
}

/** One cycle, however it ends; its exit code. */
async function oneCycle(watch: Watch, number: number): Promise<number | null> {
  const { clock, on } = watch;
  const begunMs = clock.monotonicMs();
  on({ kind: 'begins', cycle: number });
  const code = await watch.cycle();
  on({ kind: 'ended', cycle: number, code, tookMs: clock.monotonicMs() - begunMs });
  return code;
}

/** Runs cycles at their slots, one at a time, until there were enough or the signal aborts; the code of the last one. */
export async function watchLoop(watch: Watch): Promise<number | null | undefined> {
  const { schedule, on, cycles = Number.POSITIVE_INFINITY, signal } = watch;
  let slot: number | undefined = nowOf(watch);
  let code: number | null | undefined;
  if (!schedule.startsNow) slot = await awaitSlot(watch, slot);
  for (let number = 1; slot !== undefined && !signal.aborted; number++) {
    code = await oneCycle(watch, number);
    if (signal.aborted || number >= cycles) return code;
    const now = nowOf(watch);
    const missed = slotsBetween(schedule, slot, now);
    if (missed > 0) on({ kind: 'skipped', slots: missed, why: 'busy' });
    slot = await awaitSlot(watch, Math.max(slot, now));
  }
  return code;
}
