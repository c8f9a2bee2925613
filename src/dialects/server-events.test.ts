import { describe, expect, it } from 'vitest';
import { serverEvents } from './server-events.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** All events of a stream that comes in pieces of `size` bytes. */
function read(text: string, size = Number.MAX_SAFE_INTEGER) {
  const take = serverEvents();
  const all = bytes(text);
  const events = [];
  for (let at = 0; at < all.length; at += size) events.push(...take(all.subarray(at, at + size)));
  return events;
}

const TWO = [
  { name: 'token', data: '{"content":"Été à Œting"}' },
  { name: 'end', data: '{}' },
];

describe('a stream of events', () => {
  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('is the same with lines that end with %s, wherever it is cut', (_, end) => {
    const lines = ['event: token', 'data: {"content":"Été à Œting"}', '', 'event: end', 'data: {}', '', ''];
    for (const size of [1, 2, 3, 5, 7, 1000]) expect(read(lines.join(end), size), `${size}`).toEqual(TWO);
  });

  it('has one space after the colon or none, and fields without a value', () => {
    expect(read('event:a\ndata:  b: c\n\ndata\n\n')).toEqual([
      { name: 'a', data: ' b: c' },
      { name: 'message', data: '' },
    ]);
  });

  it('joins lines of data, and forgets the name with its event', () => {
    expect(read('event: x\ndata: 1\ndata: 2\n\ndata: 3\n\n')).toEqual([
      { name: 'x', data: '1\n2' },
      { name: 'message', data: '3' },
    ]);
  });

  it('passes over comments, other fields, a byte order mark, and events without data', () => {
    expect(read('\uFEFF: hello\n\nid: 7\nretry: 5\nevent: lonely\n\n:\ndata: 1\n\n')).toEqual([
      { name: 'message', data: '1' },
    ]);
  });

  it('gives an event with the piece that completes it, and none that is not complete', () => {
    const take = serverEvents();
    expect(take(bytes('data: 1\n'))).toEqual([]);
    expect(take(bytes('\ndata: 2\n\ndata: 3'))).toEqual([
      { name: 'message', data: '1' },
      { name: 'message', data: '2' },
    ]);
    expect(take(bytes('\n'))).toEqual([]);
  });

  it('that ends a line with CR does not wait for what may follow', () => {
    const take = serverEvents();
    expect(take(bytes('data: 1\r\r'))).toEqual([{ name: 'message', data: '1' }]);
    expect(take(bytes('\ndata: 2\r\n'))).toEqual([]);
    expect(take(bytes('\r'))).toEqual([{ name: 'message', data: '2' }]);
    expect(take(bytes('\n'))).toEqual([]);
  });

  it('takes a line that never ends for none', () => {
    const take = serverEvents();
    const piece = new Uint8Array(64 * 1024).fill(97);
    for (let each = 0; each < 500; each++) expect(take(piece)).toEqual([]);
    expect(take(bytes('\n\ndata: 1\n\n'))).toEqual([{ name: 'message', data: '1' }]);
  });
});
