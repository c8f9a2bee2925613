import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventData } from './server-sent-events.ts';

async function read(...pieces: readonly (string | Uint8Array)[]): Promise<string[]> {
  async function* source() {
    for (const piece of pieces) yield typeof piece === 'string' ? Buffer.from(piece) : piece;
  }
  const events: string[] = [];
  for await (const data of eventData(source())) events.push(data);
  return events;
}

describe('eventData', () => {
  it.each<[string, string, string[]]>([
    ['LF', 'data: a\n\ndata: b\n\n', ['a', 'b']],
    ['CRLF', 'data: a\r\n\r\ndata: b\r\n\r\n', ['a', 'b']],
    ['CR', 'data: a\r\rdata: b\r\r', ['a', 'b']],
    ['no blank after the colon', 'data:a\n\n', ['a']],
    ['only one blank taken', 'data:  a\n\n', [' a']],
    ['several lines of data', 'data: a\ndata: b\n\n', ['a\nb']],
    ['comments and other fields', ': hi\nevent: x\nid: 7\nretry: 1\ndata: a\n\n: bye\n\n', ['a']],
    ['fields that only look like data', 'database: a\n data: b\n\n', []],
    ['a field without a colon', 'data\n\n', ['']],
    ['a last event without its blank line', 'data: a\n\ndata: [DONE]\n', ['a', '[DONE]']],
    ['no line that was cut', 'data: a\n\ndata: {"b', ['a']],
    ['nothing', '', []],
  ])('reads %s', async (_, text, events) => {
    expect(await read(text)).toEqual(events);
  });

  it('reads the same wherever the bytes are cut', async () => {
    const bytes = Buffer.from('data: fée €\r\n\r\n: c\r\ndata: 🎈\rdata: b\n\ndata: c\r\r');
    const whole = ['fée €', '🎈\nb', 'c'];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length)), async (cuts) => {
        const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
        const pieces = edges.slice(1).map((end, index) => bytes.subarray(edges[index], end));
        expect(await read(...pieces)).toEqual(whole);
      }),
    );
  });

  it.each([
    ['line', 'x'],
    ['event', 'data: xxxxxxxxxxxxxxxxxxxxxxxx\n'],
  ])('gives up on a %s without an end', async (_, piece) => {
    const endless = Array.from({ length: 300 }, () => piece.repeat(1024));
    await expect(read(...endless)).rejects.toThrow(/event of more than/);
  });
});
