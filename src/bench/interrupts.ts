/**
 * What to call when a run is stopped, for thousands of turns a second that mostly end before. A Set would do, and so
 * would listeners of the signal; but what was once in them keeps what came later from being collected while it is
 * young: every collection then takes ten times as long, and every time stamp waits for it.
 */
export class Interrupts {
  readonly #calls: ((() => void) | null)[] = [];
  readonly #free: number[] = [];

  constructor(signal: AbortSignal) {
    signal.addEventListener('abort', () => {
      for (const call of this.#calls) call?.();
    });
  }

  /** The place to hand to {@link remove}. */
  add(call: () => void): number {
    const place = this.#free.pop() ?? this.#calls.length;
    this.#calls[place] = call;
    return place;
  }

  remove(place: number): void {
    this.#calls[place] = null;
    this.#free.push(place);
  }
}
