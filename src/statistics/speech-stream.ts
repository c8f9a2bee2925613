/** A piece of sound: when it came, and how much sound it adds (a container's header adds none). */
export interface SpeechChunk {
  readonly atMs: number;
  readonly audioMs: number;
}

/** Speech as it arrived, in order; all times on one monotonic clock. */
export interface SpeechStream {
  readonly sentMs: number;
  readonly chunks: readonly SpeechChunk[];
  /** Sound before the first audible sample: silence, or a canned filler. */
  readonly leadingSilenceMs: number;
}

/** When a player had nothing left to play, counted from the request, and for how long. */
export interface Starvation {
  readonly atMs: number;
  readonly forMs: number;
}

/** A stream in figures; every time counts from the request. */
export interface SpeechTimes {
  /** → the first chunk with sound in it. */
  readonly ttfbMs: number;
  /** → the chunk in which the leading silence ends; null where nothing is audible. */
  readonly ttfaMs: number | null;
  /** → the last chunk with sound in it. */
  readonly totalMs: number;
  readonly audioMs: number;
  /** Total time / duration of the sound; 1 is the red line. */
  readonly rtf: number;
  /** The longest starvation, 0 without any. */
  readonly underrunMs: number;
  readonly starvations: readonly Starvation[];
}

interface Player {
  /** How long this player holds back its start, in ms; 0 starts at the first chunk. */
  readonly jitterBufferMs?: number;
}

const hasSound = ({ audioMs }: SpeechChunk): boolean => audioMs > 0;
const duration = (chunks: readonly SpeechChunk[]): number =>
  chunks.reduce((sum, { audioMs }) => sum + audioMs, 0);

/** The chunk in which what is played before `silenceMs` ends: its last sample comes later than that. */
function firstAudible(chunks: readonly SpeechChunk[], silenceMs: number): SpeechChunk | undefined {
  let playedMs = 0;
  return chunks.find(({ audioMs }) => {
    playedMs += audioMs;
    return playedMs > silenceMs;
  });
}

/**
 * `buffered = dur₀ + jitter buffer`; per chunk `gap = tᵢ − tᵢ₋₁`, `underrun = max(0, gap − buffered)`,
 * `buffered = max(0, buffered − gap) + durᵢ`. After a starvation the player goes on at once, with no new buffer.
 */
function starvationsOf(first: SpeechChunk, rest: readonly SpeechChunk[], jitterBufferMs: number) {
  const starvations: Starvation[] = [];
  let bufferedMs = first.audioMs + jitterBufferMs;
  let lastMs = first.atMs;
  for (const { atMs, audioMs } of rest) {
    const gapMs = atMs - lastMs;
    if (gapMs > bufferedMs) starvations.push({ atMs: lastMs + bufferedMs, forMs: gapMs - bufferedMs });
    bufferedMs = Math.max(0, bufferedMs - gapMs) + audioMs;
    lastMs = atMs;
  }
  return starvations;
}

/** The times of a stream; undefined where no chunk carries sound. */
export function speechTimes(
  stream: SpeechStream,
  { jitterBufferMs = 0 }: Player = {},
): SpeechTimes | undefined {
  const { sentMs, leadingSilenceMs } = stream;
  // Chunks without sound would cut one starvation into two shorter ones.
  const chunks = stream.chunks.filter(hasSound);
  const [first, ...rest] = chunks;
  if (first === undefined) return undefined;
  const audible = firstAudible(chunks, leadingSilenceMs);
  const totalMs = (rest.at(-1) ?? first).atMs - sentMs;
  const audioMs = duration(chunks);
  const starvations = starvationsOf(first, rest, jitterBufferMs);
  return {
    ttfbMs: first.atMs - sentMs,
    ttfaMs: audible === undefined ? null : audible.atMs - sentMs,
    totalMs,
    audioMs,
    rtf: totalMs / audioMs,
    underrunMs: starvations.reduce((worst, { forMs }) => Math.max(worst, forMs), 0),
    starvations: starvations.map(({ atMs, forMs }) => ({ atMs: atMs - sentMs, forMs })),
  };
}

/**
 * When a player that starts at the first chunk, and goes on as soon as it can after each starvation, has played
 * `positionMs` of the sound, on the clock of the chunks; the end of the sound where there is less. Undefined without sound.
 */
export function playedAtMs(chunks: readonly SpeechChunk[], positionMs: number): number | undefined {
  let endMs: number | undefined;
  let playedMs = 0;
  for (const { atMs, audioMs } of chunks.filter(hasSound)) {
    const startMs = Math.max(atMs, endMs ?? atMs);
    if (playedMs + audioMs > positionMs) return startMs + positionMs - playedMs;
    playedMs += audioMs;
    endMs = startMs + audioMs;
  }
  return endMs;
}

/**
 * Share (0…1) of streams whose longest starvation is at most `worstMs`: c100 as it stands. A stream without
 * sound is not continuous; undefined without streams.
 */
export function continuity(
  streams: readonly SpeechStream[],
  { worstMs = 100, ...player }: Player & { readonly worstMs?: number } = {},
): number | undefined {
  if (streams.length === 0) return undefined;
  const smooth = streams.filter((stream) => {
    const times = speechTimes(stream, player);
    return times !== undefined && times.underrunMs <= worstMs;
  });
  return smooth.length / streams.length;
}
