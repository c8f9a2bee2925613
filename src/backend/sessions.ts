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

const turnsKept = 12;

/** The sessions in memory, the one used longest ago first; `kept` of them at most. */
export class Sessions {
  readonly #sessions = new Map<string, Session>();
  readonly #kept: number;

  constructor(kept: number) {
    this.#kept = kept;
  }

  has(id: string): boolean {
    return this.#sessions.has(id);
  }

  /** The newest turns, oldest first; none for a session that is not known. */
  turns(id: string): readonly Turn[] {
    return this.#sessions.get(id)?.turns ?? [];
  }

  /** The session with its id, or nothing. */
  entry(id: string): readonly (readonly [id: string, session: Session])[] {
    const session = this.#sessions.get(id);
    return session ? [[id, session]] : [];
  }

  add(id: string, turn: Turn, usedMs: number): void {
    this.put(id, { turns: [...this.turns(id), turn].slice(-turnsKept), usedMs });
  }

  /** Sets a whole session; drops the oldest when there are too many. */
  put(id: string, session: Session): void {
    this.#sessions.delete(id);
    this.#sessions.set(id, session);
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size > this.#kept && oldest !== undefined) this.drop(oldest);
  }

  drop(id: string): void {
    this.#sessions.delete(id);
  }

  /** How many were used after a moment. */
  countSince(ms: number): number {
    return [...this.#sessions.values()].filter(({ usedMs }) => usedMs > ms).length;
  }
}
