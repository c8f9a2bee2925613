const FIRST_BYTES = 256;

/**
 * Text as it comes, kept as bytes: thousands of strings that live as long as an answer would be carried about by every
 * collection of garbage meanwhile, and each time stamp would wait for that.
 */
export class Words {
  #bytes = Buffer.allocUnsafe(FIRST_BYTES);
  #length = 0;

  push(text: string): void {
    // A UTF-16 unit takes three bytes of UTF-8 at most.
    const needed = this.#length + 3 * text.length;
    if (needed > this.#bytes.length) {
      const wider = Buffer.allocUnsafe(2 * needed);
      this.#bytes.copy(wider, 0, 0, this.#length);
      this.#bytes = wider;
    }
    this.#length += this.#bytes.write(text, this.#length);
  }

  get text(): string {
    return this.#bytes.toString('utf8', 0, this.#length);
  }
}
