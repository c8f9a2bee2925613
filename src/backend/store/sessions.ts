/** One exchange of a conversation. */
export interface Turn {
  readonly said: string;
  readonly answered: string;
}

/** A conversation, as far back as it is remembered, and when it was last used (wall-clock ms). */
export interface Session {
  readonly turns: readonly Turn[];
  readonly usedMs: number;
}

/** A session with its id. */
export type SessionEntry = readonly [id: string, session: Session];

const turnsKept = 12;

/** The sessions in memory, the one used longest ago first; `kept` of them at most, `evicted` hears which had to go. */
export class Sessions {
  readonly #sessions = new Map<string, Session>();
  readonly #kept: number;
  readonly #evicted: (id: string) => void;

  constructor(kept: number, evicted: (id: string) => void) {
    this.#kept = kept;
    this.#evicted = evicted;
  }

  ids(): Iterable<string> {
    return this.#sessions.keys();
  }

  /** The newest turns, oldest first; none for a session that is not known. */
  turns(id: string): readonly Turn[] {
    return this.#sessions.get(id)?.turns ?? [];
  }

  /** The session with its id, or nothing. */
  entry(id: string): readonly SessionEntry[] {
    const session = this.#sessions.get(id);
    return session ? [[id, session]] : [];
  }

  add(id: string, turn: Turn, usedMs: number): void {
    this.#put(id, { turns: [...this.turns(id), turn], usedMs });
  }

  /** Takes in sessions from before all that are here, in their order of use; one that went on since has all its turns. */
  recall(earlier: readonly SessionEntry[]): void {
    const since = [...this.#sessions];
    this.#sessions.clear();
    for (const [id, session] of earlier) this.#put(id, session);
    for (const [id, { turns, usedMs }] of since) {
      this.#put(id, { turns: [...this.turns(id), ...turns], usedMs });
    }
  }

  drop(id: string): void {
    this.#sessions.delete(id);
  }

  #put(id: string, { turns, usedMs }: Session): void {
    this.#sessions.delete(id);
    this.#sessions.set(id, { turns: turns.slice(-turnsKept), usedMs });
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size <= this.#kept || oldest === undefined) return;
    this.drop(oldest);
    this.#evicted(oldest);
  }
}
