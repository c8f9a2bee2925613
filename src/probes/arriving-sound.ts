import { rawFormat } from '../audio/label.ts';
import { isHeaderFrame, mpegFrameAt } from '../audio/mpeg-frame.ts';
import type { AudioFacts, Container } from '../domain/audio.ts';
import type { Arrival } from '../domain/host.ts';
import type { SpeechChunk } from '../statistics/speech-stream.ts';

/** A stretch of bytes that can be played once the last of them is there. */
interface Stretch {
  readonly endByte: number;
  readonly audioMs: number;
}

const text = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

/** A header is believed behind another frame, or where the next one is where it says or the bytes end there. */
function frameAt(bytes: Uint8Array, at: number, inStep: boolean) {
  const frame = bytes[at] === 0xff ? mpegFrameAt(bytes, at) : undefined;
  if (!frame || at + frame.bytes > bytes.length) return undefined;
  const next = at + frame.bytes;
  return inStep || next === bytes.length || mpegFrameAt(bytes, next) ? frame : undefined;
}

function* mpegFrames(bytes: Uint8Array): Generator<Stretch> {
  let inStep = false;
  for (let at = 0; at < bytes.length; ) {
    const frame = frameAt(bytes, at, inStep);
    inStep = frame !== undefined;
    if (frame && !isHeaderFrame(bytes, at, frame)) {
      yield { endByte: at + frame.bytes, audioMs: (1000 * frame.samples) / frame.sampleRateHz };
    }
    at += frame?.bytes ?? 1;
  }
}

/** Where the samples of a RIFF/WAVE begin, and how many bytes of them are a second; undefined without them. */
function waveFormat(bytes: Uint8Array): { readonly from: number; readonly bytesPerS: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let bytesPerS = 0;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const [name, body, claims] = [text(bytes, at, 4), at + 8, view.getUint32(at + 4, true)];
    if (name === 'fmt ' && body + 16 <= bytes.length)
      bytesPerS = view.getUint32(body + 4, true) * view.getUint16(body + 12, true);
    if (name === 'data') return bytesPerS > 0 ? { from: body, bytesPerS } : undefined;
    at = body + claims + (claims % 2);
  }
  return undefined;
}

const evenly = (from: number, bytesPerS: number, arrivals: readonly Arrival[]): SpeechChunk[] => {
  let end = 0;
  return arrivals.map(({ atMs, bytes }) => {
    const begin = Math.max(from, end);
    end += bytes;
    return { atMs, audioMs: (1000 * Math.max(0, end - begin)) / bytesPerS };
  });
};

/** A stretch counts for the piece that completes it. */
function completed(stretches: Iterable<Stretch>, arrivals: readonly Arrival[]): SpeechChunk[] {
  const left = stretches[Symbol.iterator]();
  let next = left.next();
  let end = 0;
  return arrivals.map(({ atMs, bytes }) => {
    end += bytes;
    let audioMs = 0;
    for (; !next.done && next.value.endByte <= end; next = left.next()) audioMs += next.value.audioMs;
    return { atMs, audioMs };
  });
}

type Measure = (bytes: Uint8Array, arrivals: readonly Arrival[], label: string) => SpeechChunk[];

const MEASURES: Partial<Record<Container, Measure>> = {
  mp3: (bytes, arrivals) => completed(mpegFrames(bytes), arrivals),
  wav(bytes, arrivals) {
    const format = waveFormat(bytes);
    return format ? evenly(format.from, format.bytesPerS, arrivals) : [];
  },
  pcm(_bytes, arrivals, label) {
    const { sampleRateHz, channels } = rawFormat(label);
    return evenly(0, 2 * channels * sampleRateHz, arrivals);
  },
};

/** What each piece of a streamed clip adds to what can be played; null where its container does not tell. */
export function arrivingSound(
  bytes: Uint8Array,
  arrivals: readonly Arrival[],
  { container, label }: Pick<AudioFacts, 'container' | 'label'>,
): SpeechChunk[] | null {
  const chunks = MEASURES[container]?.(bytes, arrivals, label ?? '');
  return chunks?.filter(({ audioMs }) => audioMs > 0) ?? null;
}
