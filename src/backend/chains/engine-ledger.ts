/** How an engine fared when it was last really used. */
export interface EngineRecord {
  readonly state: 'ready' | 'down' | 'absent';
  readonly ageS: number;
}

/** How a use failed: with an error, at its deadline, or for want of the engine. */
export type Failing = 'failed' | 'late' | 'absent';

/** One use of an engine; it ends in exactly one of these ways. */
export interface EngineUse {
  worked(): void;
  failed(how: Failing, why: string): void;
  /** The caller went away: nothing was proved. */
  dropped(): void;
}

/** What is known of each engine, from use alone, and whether it is worth asking now. */
export interface EngineLedger {
  begin(engine: string): EngineUse;
  /** Null for an engine that was never used. */
  recall(engine: string): EngineRecord | null;
  /** Why an engine had better not be asked now; null when it may be. */
  rest(engine: string): string | null;
}

const failuresBeforeRest = 3;
const firstRestMs = 15_000;
const longestRestMs = 120_000;

/** What is noted of one engine; `rests` counts those since it last worked. */
interface Note {
  record: { readonly state: EngineRecord['state']; readonly atMs: number } | null;
  failures: number;
  rests: number;
  untilMs: number;
  why: string;
  trial: EngineUse | null;
}

const blank = (): Note => ({ record: null, failures: 0, rests: 0, untilMs: 0, why: '', trial: null });

/**
 * An empty ledger; `now` is a monotonic clock in ms. An engine that was late once, or failed three times in a row,
 * rests for 15 s; then one use at a time tries it, and each failure doubles the rest, up to 2 min.
 */
export function engineLedger(now: () => number): EngineLedger {
  const notes = new Map<string, Note>();

  function fail(note: Note, how: Failing, why: string, restsBefore: number) {
    note.record = { state: how === 'absent' ? 'absent' : 'down', atMs: now() };
    note.failures += 1;
    const tired = how === 'late' || note.rests > 0 || note.failures >= failuresBeforeRest;
    // Uses that ran side by side and failed together cost one rest, not one each.
    if (how === 'absent' || !tired || note.rests !== restsBefore) return;
    note.untilMs = now() + Math.min(longestRestMs, firstRestMs * 2 ** note.rests);
    note.rests += 1;
    note.why = why;
  }

  return {
    begin(engine) {
      const note = notes.get(engine) ?? blank();
      notes.set(engine, note);
      const restsBefore = note.rests;
      const dropped = () => {
        if (note.trial === use) note.trial = null;
      };
      const use: EngineUse = {
        worked: () => void Object.assign(note, blank(), { record: { state: 'ready', atMs: now() } }),
        failed(how, why) {
          dropped();
          fail(note, how, why, restsBefore);
        },
        dropped,
      };
      if (note.rests > 0) note.trial ??= use;
      return use;
    },
    recall(engine) {
      const record = notes.get(engine)?.record;
      if (!record) return null;
      return { state: record.state, ageS: Math.round((now() - record.atMs) / 100) / 10 };
    },
    rest(engine) {
      const { rests, untilMs, why, trial } = notes.get(engine) ?? blank();
      if (rests === 0) return null;
      const leftMs = untilMs - now();
      if (leftMs > 0) return `resting for ${Math.ceil(leftMs / 1000)} s after: ${why}`;
      return trial && `being tried again after: ${why}`;
    },
  };
}
