/** Times as they come, with nothing made for each: the array grows by doubling. */
export class Stamps {
  #atMs = new Float64Array(64);
  #gapsMs = new Float64Array(64);
  #count = 0;

  clear(): void {
    this.#count = 0;
  }

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

  /** From each to the next, in ms; good until it is asked for again. */
  gapsMs(): Float64Array {
    if (this.#gapsMs.length < this.#atMs.length) this.#gapsMs = new Float64Array(this.#atMs.length);
    for (let each = 1; each < this.#count; each++)
      this.#gapsMs[each - 1] = (this.#atMs[each] ?? 0) - (this.#atMs[each - 1] ?? 0);
    return this.#gapsMs.subarray(0, Math.max(0, this.#count - 1));
  }
}
