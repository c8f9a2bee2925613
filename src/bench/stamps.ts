/** Times as they come, with nothing made for each: the array grows by doubling. */
export class Stamps {
  #atMs = new Float64Array(64);
  #count = 0;

  push(atMs: number): void {
    if (this.#count === this.#atMs.length) {
      const wider = new Float64Array(2 * this.#count);
      wider.set(this.#atMs);
      this.#atMs = wider;
    }
    this.#atMs[this.#count++] = atMs;
  }

  get firstMs(): number | null {
    return this.#count === 0 ? null : (this.#atMs[0] ?? null);
  }

  /** From each to the next, in ms. */
  gapsMs(): Float64Array {
    const [first = 0] = this.#atMs;
    let lastMs = first;
    return this.#atMs.slice(1, Math.max(1, this.#count)).map((atMs) => {
      const gapMs = atMs - lastMs;
      lastMs = atMs;
      return gapMs;
    });
  }
}
