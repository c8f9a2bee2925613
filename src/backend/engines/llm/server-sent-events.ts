import { ProviderFailure } from '../provider/provider-failure.ts';

const eventCharsAtMost = 256 * 1024;

/**
 * The data of server-sent events (WHATWG HTML, section 9.2.6), read from bytes that may be cut anywhere: within a
 * character, a line, or CRLF. Fields other than data, and comments, are passed. A last event without its blank line
 * counts, a line that was cut does not. Rejects with ProviderFailure when an event grows beyond any sense.
 */
export async function* eventData(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let data: string[] = [];
  for await (const line of linesOf(pieces)) {
    if (line !== '') data.push(...dataOf(line));
    else if (data.length > 0) {
      yield data.join('\n');
      data = [];
    }
    if (data.reduce((sum, { length }) => sum + length, 0) > eventCharsAtMost) throw tooLong();
  }
  if (data.length > 0) yield data.join('\n');
}

const tooLong = () => new ProviderFailure(`it sent an event of more than ${eventCharsAtMost} characters`);

const dataOf = (line: string): readonly string[] => {
  const value = /^data(?::[ ]?(?<value>.*))?$/s.exec(line);
  return value ? [value.groups?.value ?? ''] : [];
};

/** Lines that end with CRLF, LF or CR, without their ends; one that was cut is dropped. */
async function* linesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of pieces) {
    rest += decoder.decode(piece, { stream: true });
    // A CR at the very end may be half of a CRLF: it waits for the next piece.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    yield* lines;
    if (rest.length > eventCharsAtMost) throw tooLong();
  }
  if (rest.endsWith('\r')) yield rest.slice(0, -1);
}
