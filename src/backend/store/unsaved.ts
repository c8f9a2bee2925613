/** So many forgotten sessions are kept in mind before the file was ever read, 2.5 MB at most. */
const forgottenAtMost = 10_000;

/** What a file still has to be told of the sessions in memory; never more than memory and file hold together. */
export class Unsaved {
  readonly #changed = new Set<string>();
  readonly #gone = new Set<string>();
  /** Null until the file was read. */
  #inFile: Set<string> | null = null;

  /** Whether the file was ever read. */
  get read(): boolean {
    return this.#inFile !== null;
  }

  /** To be written. */
  get changed(): readonly string[] {
    return [...this.#changed];
  }

  /** To be erased, before anything is written. */
  get gone(): readonly string[] {
    return [...this.#gone];
  }

  /** Compares what a file that was just opened holds with what memory does. */
  compare(inFile: Iterable<string>, inMemory: Iterable<string>): void {
    const held = new Set(inFile);
    this.#inFile = held;
    for (const id of inMemory) if (!held.has(id)) this.#changed.add(id);
  }

  change(id: string): void {
    this.#changed.add(id);
  }

  /** There was no more room for it in memory. */
  evict(id: string): void {
    this.#changed.delete(id);
    if (this.#inFile?.has(id)) this.#gone.add(id);
  }

  /** It shall not be found again. */
  forget(id: string): void {
    this.#changed.delete(id);
    if (this.#inFile?.has(id) ?? this.#gone.size < forgottenAtMost) this.#gone.add(id);
  }

  /** All of it is in the file now. */
  saved(): void {
    for (const id of this.#gone) this.#inFile?.delete(id);
    for (const id of this.#changed) this.#inFile?.add(id);
    this.#gone.clear();
    this.#changed.clear();
  }
}
