/** Requests and the time they took together. */
interface Count {
  readonly requests: number;
  readonly latencyMs: number;
}

/** Requests counted by the minute since 1970, until they are taken away. */
export class Tally {
  #minutes = new Map<number, Count>();

  add(minute: number, latencyMs: number): void {
    const earlier = this.#minutes.get(minute) ?? { requests: 0, latencyMs: 0 };
    const count = { requests: earlier.requests + 1, latencyMs: earlier.latencyMs + latencyMs };
    this.#minutes.set(minute, count);
  }

  take(): Iterable<readonly [minute: number, count: Count]> {
    const taken = this.#minutes;
    this.#minutes = new Map();
    return taken;
  }
}
