/** How an engine fared when it was last really used. */
export interface EngineRecord {
  readonly state: 'ready' | 'down' | 'absent';
  readonly ageS: number;
}

/** What is known of each engine, from use alone. */
export interface EngineLedger {
  note(engine: string, state: EngineRecord['state']): void;
  /** Null for an engine that was never used. */
  recall(engine: string): EngineRecord | null;
}

/** An empty ledger; `now` is a monotonic clock in ms. */
export function engineLedger(now: () => number): EngineLedger {
  const notes = new Map<string, { state: EngineRecord['state']; atMs: number }>();
  return {
    note(engine, state) {
      notes.set(engine, { state, atMs: now() });
    },
    recall(engine) {
      const note = notes.get(engine);
      if (!note) return null;
      return { state: note.state, ageS: Math.round((now() - note.atMs) / 100) / 10 };
    },
  };
}
