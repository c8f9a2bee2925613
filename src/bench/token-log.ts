import { wordBegins } from '../dialects/eva-socket.ts';

const FIRST_BYTES = 1_024;
const [QUOTE, BACKSLASH] = [0x22, 0x5c];

/**
 * The words of an answer as they stand in its token frames, escapes and all: at tens of thousands a second, a string or
 * an object for each would be what time stamps wait for. They are read once, when the answer is there.
 */
export class TokenLog {
  #bytes = Buffer.allocUnsafe(FIRST_BYTES);
  #length = 0;

  clear(): void {
    this.#length = 0;
  }

  /** Takes the word of a frame that begins as a token does; false, and nothing taken, of any other frame. */
  take(frame: Uint8Array, from: number, to: number): boolean {
    const begin = wordBegins(frame, from, to);
    if (begin < 0) return false;
    let end = begin;
    while (end < to && frame[end] !== QUOTE) end += frame[end] === BACKSLASH ? 2 : 1;
    if (end >= to || end === begin) return false;
    this.#room(end - begin);
    for (let at = begin; at < end; at++) this.#bytes[this.#length++] = frame[at] ?? 0;
    return true;
  }

  /** Takes a word that was read. */
  push(word: string): void {
    const escaped = Buffer.from(JSON.stringify(word));
    this.#room(escaped.length);
    this.#length += escaped.copy(this.#bytes, this.#length, 1, escaped.length - 1);
  }

  /** All words; null where some of them were no JSON. */
  get text(): string | null {
    try {
      return JSON.parse(`"${this.#bytes.toString('utf8', 0, this.#length)}"`);
    } catch {
      return null;
    }
  }

  #room(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const wider = Buffer.allocUnsafe(2 * (this.#length + bytes));
    this.#bytes.copy(wider, 0, 0, this.#length);
    this.#bytes = wider;
  }
}
