/** A stream of bytes of which the first and the last half are kept. */
export interface BoundedOutput {
  push(chunk: Uint8Array): void;
  readonly truncated: boolean;
  /** What was kept, as UTF-8; a line between the halves says how much is missing. */
  text(): string;
}

const isContinuation = (byte: number): boolean => (byte & 0xc0) === 0x80;

/** Without the rest of a character whose beginning is lost. */
function fromWholeCharacter(bytes: Uint8Array): Uint8Array {
  const start = bytes.subarray(0, 4).findIndex((byte) => !isContinuation(byte));
  return bytes.subarray(Math.max(0, start));
}

/** A word that the cut may have halved: half of a key is one that nobody recognises. */
const LAST_WORD = /(?<=\s)\S{1,4096}$/;
const FIRST_WORD = /^\S{1,4096}(?=\s)/;

/** Keeps at most `maxBytes` of what is pushed. */
export function boundedOutput(maxBytes: number): BoundedOutput {
  const headBytes = Math.ceil(maxBytes / 2);
  const tailBytes = maxBytes - headBytes;
  const head: Uint8Array[] = [];
  const tail: Uint8Array[] = [];
  let headLength = 0;
  let tailLength = 0;
  let totalLength = 0;

  const keepTail = (chunk: Uint8Array): void => {
    tail.push(chunk);
    tailLength += chunk.length;
    while (tail[0] && tailLength - tail[0].length >= tailBytes) {
      tailLength -= tail[0].length;
      tail.shift();
    }
  };

  return {
    get truncated() {
      return totalLength > maxBytes;
    },
    push: (chunk) => {
      totalLength += chunk.length;
      const first = chunk.subarray(0, headBytes - headLength);
      headLength += first.length;
      if (first.length > 0) head.push(first);
      if (first.length < chunk.length) keepTail(chunk.subarray(first.length));
    },
    text: () => {
      const start = Buffer.concat(head);
      const end = Buffer.concat(tail).subarray(Math.max(0, tailLength - tailBytes));
      if (totalLength <= maxBytes) return new TextDecoder().decode(Buffer.concat([start, end]));
      const startText = new TextDecoder().decode(start, { stream: true });
      const endText = new TextDecoder().decode(fromWholeCharacter(end));
      const [lastWord = ''] = LAST_WORD.exec(startText) ?? [];
      const [firstWord = ''] = FIRST_WORD.exec(endText) ?? [];
      const missing = totalLength - start.length - end.length + Buffer.byteLength(lastWord + firstWord);
      const shown = startText.slice(0, startText.length - lastWord.length);
      return `${shown}\n[... ${missing} bytes left out ...]\n${endText.slice(firstWord.length)}`;
    },
  };
}
