const MAX_LINE_CHARS = 64 * 1024;

/** Cuts a stream of bytes into lines; what exceeds 64 Ki characters of one line is dropped. */
export function lineSplitter(onLine: (line: string) => void): { push(chunk: Uint8Array): void; end(): void } {
  const decoder = new TextDecoder();
  let rest = '';
  const take = (text: string): void => {
    const [first = '', ...others] = text.split('\n');
    rest = (rest + first).slice(0, MAX_LINE_CHARS);
    for (const next of others) {
      onLine(rest.replace(/\r$/, ''));
      rest = next.slice(0, MAX_LINE_CHARS);
    }
  };
  return {
    push: (chunk) => take(decoder.decode(chunk, { stream: true })),
    end: () => {
      take(decoder.decode());
      if (rest !== '') onLine(rest);
    },
  };
}
