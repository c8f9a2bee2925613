/** A piece of an answer; `spoken` will be said aloud, the others will not. */
export interface TokenChunk {
  readonly atMs: number;
  /** Empty where the chunk carries a role, usage, or nothing. */
  readonly text: string;
  readonly kind: 'spoken' | 'reasoning' | 'tool';
}

/** An answer as it arrived, in order; all times on one monotonic clock. */
export interface TokenStream {
  readonly sentMs: number;
  /** When the answer was complete. */
  readonly doneMs: number;
  readonly chunks: readonly TokenChunk[];
  /** As the stack counted them; null: every chunk with text counts as one. */
  readonly tokens: number | null;
}

/** A stream in figures; times count from the request. */
export interface TokenTimes {
  /** → the first chunk with text. */
  readonly ttftMs: number;
  /** → the first chunk with something to say aloud; null where there is none. */
  readonly ttfoMs: number | null;
  /** → the complete answer. */
  readonly e2elMs: number;
  readonly tokens: number;
  /** (e2el − ttft) / (tokens − 1); null below two tokens. */
  readonly itlMs: number | null;
  /** Gaps between chunks with text, in order. */
  readonly iclMs: readonly number[];
  /** 1000 / itl, for one user; null where itl is null, or 0 because all came at once. */
  readonly tokensPerS: number | null;
}

const hasText = ({ text }: TokenChunk): boolean => text !== '';
const isSpoken = ({ kind, text }: TokenChunk): boolean => kind === 'spoken' && text.trim() !== '';

/** The times of an answer; undefined where no chunk carries text. */
export function tokenTimes(stream: TokenStream): TokenTimes | undefined {
  const { sentMs } = stream;
  const chunks = stream.chunks.filter(hasText);
  const [first, ...rest] = chunks;
  if (first === undefined) return undefined;
  const spoken = chunks.find(isSpoken);
  const ttftMs = first.atMs - sentMs;
  const e2elMs = stream.doneMs - sentMs;
  const tokens = stream.tokens ?? chunks.length;
  const itlMs = tokens < 2 ? null : (e2elMs - ttftMs) / (tokens - 1);
  return {
    ttftMs,
    ttfoMs: spoken === undefined ? null : spoken.atMs - sentMs,
    e2elMs,
    tokens,
    itlMs,
    iclMs: rest.map(({ atMs }, index) => atMs - (chunks[index] ?? first).atMs),
    tokensPerS: itlMs === null || itlMs <= 0 ? null : 1000 / itlMs,
  };
}

/** How a stream only pretends to be one. */
export type FakeStreaming = 'one-chunk' | 'burst-at-end';

/**
 * Whether an answer was finished before it was "streamed": several words to say in one chunk, or all text within
 * the last tenth of the time. A short answer after a slow first token looks the same as a burst: judge a series.
 */
export function fakeStreaming({ sentMs, doneMs, chunks }: TokenStream): FakeStreaming | null {
  const [spoken, ...more] = chunks.filter(isSpoken);
  if (spoken === undefined) return null;
  if (more.length === 0) return /\S\s+\S/.test(spoken.text) ? 'one-chunk' : null;
  const first = chunks.find(hasText) ?? spoken;
  const e2elMs = doneMs - sentMs;
  return e2elMs > 0 && 10 * (first.atMs - sentMs) >= 9 * e2elMs ? 'burst-at-end' : null;
}
