import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeStreaming, type TokenChunk, type TokenStream, tokenTimes } from './token-stream.ts';

const said = (atMs: number, text: string, kind: TokenChunk['kind'] = 'spoken'): TokenChunk => ({
  atMs,
  text,
  kind,
});
const stream = (doneMs: number, chunks: readonly TokenChunk[], more = {}): TokenStream => ({
  sentMs: 0,
  doneMs,
  chunks,
  tokens: null,
  ...more,
});

describe('an answer in tokens', () => {
  it('by hand', () => {
    const chunks = [
      said(20, ''),
      said(110, 'hm', 'reasoning'),
      said(150, '{}', 'tool'),
      said(160, ' '),
      said(210, 'Hello'),
      said(230, ''),
      said(260, ' you'),
    ];
    expect(tokenTimes(stream(310, chunks, { sentMs: 10 }))).toEqual({
      ttftMs: 100,
      ttfoMs: 200,
      e2elMs: 300,
      tokens: 5,
      itlMs: 50,
      iclMs: [40, 10, 50, 50],
      tokensPerS: 20,
    });
  });

  it('believes the count of the stack: a chunk may hold several tokens', () => {
    const chunks = [said(100, 'one two'), said(200, ' three four')];
    expect(tokenTimes(stream(200, chunks, { tokens: 5 }))).toMatchObject({
      tokens: 5,
      itlMs: 25,
      tokensPerS: 40,
    });
  });

  it('has no pace below two tokens, and no speed when all came at once', () => {
    expect(tokenTimes(stream(9, [said(5, 'Yes')]))).toMatchObject({
      itlMs: null,
      iclMs: [],
      tokensPerS: null,
    });
    expect(tokenTimes(stream(5, [said(5, 'a'), said(5, 'b')]))).toMatchObject({ itlMs: 0, tokensPerS: null });
  });

  it('has no times without text, and no spoken one without speech', () => {
    expect(tokenTimes(stream(9, [said(1, ''), said(2, '', 'reasoning')]))).toBeUndefined();
    expect(tokenTimes(stream(9, [said(1, 'hm', 'reasoning')]))?.ttfoMs).toBeNull();
  });

  it('keeps its order, its sums, and its times on any clock', () => {
    const piece = fc.record({
      gapMs: fc.nat(200),
      text: fc.constantFrom('', ' ', 'a', 'b c'),
      kind: fc.constantFrom('spoken', 'reasoning', 'tool' as const),
    });
    fc.assert(
      fc.property(fc.array(piece), fc.nat(50), fc.nat(1000), (pieces, restMs, shiftMs) => {
        let atMs = 0;
        const chunks = pieces.map(({ gapMs, text, kind }) => {
          atMs += gapMs;
          return said(atMs, text, kind);
        });
        const given = stream(atMs + restMs, chunks);
        const times = tokenTimes(given);
        expect(times === undefined).toBe(chunks.every(({ text }) => text === ''));
        if (times === undefined) return;
        const { ttftMs, ttfoMs, e2elMs, tokens, iclMs, itlMs } = times;
        expect(ttftMs).toBeLessThanOrEqual(ttfoMs ?? e2elMs);
        expect(ttfoMs ?? e2elMs).toBeLessThanOrEqual(e2elMs);
        expect(iclMs).toHaveLength(tokens - 1);
        expect(iclMs.reduce((sum, gapMs) => sum + gapMs, ttftMs)).toBeLessThanOrEqual(e2elMs);
        expect((itlMs ?? 0) * (tokens - 1)).toBeCloseTo(tokens < 2 ? 0 : e2elMs - ttftMs, 9);
        const later = chunks.map((chunk) => ({ ...chunk, atMs: chunk.atMs + shiftMs }));
        expect(
          tokenTimes({ ...given, sentMs: shiftMs, doneMs: given.doneMs + shiftMs, chunks: later }),
        ).toEqual(times);
      }),
    );
  });
});

describe('fake streaming', () => {
  it.each([
    ['several words in one chunk', [said(500, 'All of it')], 'one-chunk'],
    ['one chunk after streamed reasoning', [said(1, 'hm', 'reasoning'), said(9, 'All of it')], 'one-chunk'],
    ['one chunk and an empty one', [said(500, 'All of it'), said(1000, '')], 'one-chunk'],
    ['a single word', [said(990, 'Yes.')], null],
    ['everything in the last tenth', [said(900, 'a'), said(950, ' b')], 'burst-at-end'],
    ['a first token just before it', [said(899, 'a'), said(950, ' b')], null],
    [
      'speech at the end, after reasoning',
      [said(9, 'hm', 'reasoning'), said(950, 'a'), said(960, ' b')],
      null,
    ],
    ['an early role chunk', [said(1, ''), said(950, 'a'), said(960, ' b')], 'burst-at-end'],
    ['a steady stream', [said(300, 'a'), said(600, ' b'), said(900, ' c')], null],
    ['nothing to say', [said(950, 'x', 'tool'), said(960, 'y', 'tool')], null],
  ])('%s', (_story, chunks, found) => {
    expect(fakeStreaming(stream(1000, chunks))).toBe(found);
    const later = chunks.map((chunk) => ({ ...chunk, atMs: chunk.atMs + 70 }));
    expect(fakeStreaming({ ...stream(1070, later), sentMs: 70 })).toBe(found);
  });

  it('an answer that takes no time at all proves nothing', () => {
    expect(fakeStreaming(stream(0, [said(0, 'a'), said(0, ' b')]))).toBeNull();
  });
});
