/** Requests and the time they took together. */
interface Count {
  readonly requests: number;
  readonly latencyMs: number;
}

const minutesAtMost = 1_440;

/** Requests counted by the minute since 1970, until they are written; those over a day old count as one minute. */
export class Tally {
  readonly #minutes = new Map<number, Count>();

  add(minute: number, latencyMs: number): void {
    this.#addCount(minute, { requests: 1, latencyMs });
    if (this.#minutes.size > minutesAtMost) this.#joinOldest();
  }

  counts(): Iterable<readonly [minute: number, count: Count]> {
    return this.#minutes;
  }

  clear(): void {
    this.#minutes.clear();
  }

  #addCount(minute: number, { requests, latencyMs }: Count): void {
    const earlier = this.#minutes.get(minute) ?? { requests: 0, latencyMs: 0 };
    this.#minutes.set(minute, {
      requests: earlier.requests + requests,
      latencyMs: earlier.latencyMs + latencyMs,
    });
  }

  #joinOldest(): void {
    const [oldest, next] = this.#minutes;
    if (!oldest || !next) return;
    this.#minutes.delete(oldest[0]);
    this.#addCount(next[0], oldest[1]);
  }
}
