import type { StreamFacts } from '../domain/audio.ts';
import { isHeaderFrame, type MpegFrame, mpegFrameAt } from './mpeg-frame.ts';

const text = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

const wordAt = (bytes: Uint8Array, at: number): number =>
  bytes.subarray(at, at + 4).reduce((word, byte) => word * 256 + byte, 0);

/** Length of an ID3v2 tag with its header; its four size bytes carry seven bits each (ID3v2.4, 3.1 and 6.2). */
const tagBytes = (bytes: Uint8Array, at: number): number =>
  10 + bytes.subarray(at + 6, at + 10).reduce((size, byte) => size * 128 + (byte & 0x7f), 0);

/** Tags that end a file: ID3v1 has 128 bytes, APEv2 says its own size. */
function endTagBytes(bytes: Uint8Array, at: number): number {
  if (text(bytes, at, 3) === 'TAG') return 128;
  if (text(bytes, at, 8) !== 'APETAGEX') return 0;
  return 32 + (new DataView(bytes.buffer, bytes.byteOffset).getUint32(at + 12, true) || 0);
}

/** How many frames a Xing or Info header promises after its own; undefined where a frame is none, or does not say. */
function promisedBy(bytes: Uint8Array, at: number, frame: MpegFrame): number | undefined {
  if (!isHeaderFrame(bytes, at, frame)) return undefined;
  const header = at + frame.sideBytes;
  return ((bytes[header + 7] ?? 0) & 1) === 1 ? wordAt(bytes, header + 8) : undefined;
}

/** A header inside a stray stretch is believed when a second one follows where it says, or the bytes end there. */
function beginsFrame(bytes: Uint8Array, at: number): boolean {
  const frame = mpegFrameAt(bytes, at);
  if (!frame) return false;
  const next = at + frame.bytes;
  return next === bytes.length || mpegFrameAt(bytes, next) !== undefined;
}

/** The one byte with which each of the tags and headers begins that may stand between frames. */
const BEGINNINGS = new Set([...'IRTA'].map((letter) => letter.charCodeAt(0)));

/** What is between frames at `at`, and how long it is; a byte that belongs to nothing is one byte long. */
function between(bytes: Uint8Array, at: number): { kind: 'ID3' | 'RIFF' | 'end' | 'stray'; length: number } {
  if (!BEGINNINGS.has(bytes[at] ?? 0)) return { kind: 'stray', length: 1 };
  if (text(bytes, at, 3) === 'ID3') return { kind: 'ID3', length: tagBytes(bytes, at) };
  if (text(bytes, at, 4) === 'RIFF' && text(bytes, at + 8, 4) === 'WAVE') return { kind: 'RIFF', length: 12 };
  const length = endTagBytes(bytes, at);
  return length > 0 ? { kind: 'end', length } : { kind: 'stray', length: 1 };
}

/** Walks from frame to frame; streams that were joined without headers between them are one stream. */
export function mpegStream(bytes: Uint8Array): { readonly stream: StreamFacts; readonly channels: number } {
  const sampleRatesHz: number[] = [];
  let [frames, promised, strayBytes, channels, at] = [0, 0, 0, 1, 0];
  let isInStep = true;
  let tag: string | null = null;
  let glued: string | null = null;
  while (at < bytes.length) {
    const frame = isInStep || beginsFrame(bytes, at) ? mpegFrameAt(bytes, at) : undefined;
    if (frame) {
      if (frames === 0) [promised, channels] = [promisedBy(bytes, at, frame) ?? 0, frame.channels];
      else glued ??= tag;
      if (sampleRatesHz.at(-1) !== frame.sampleRateHz) sampleRatesHz.push(frame.sampleRateHz);
      tag = null;
      frames += 1;
      at += frame.bytes;
      isInStep = true;
      continue;
    }
    const found = between(bytes, at);
    if (found.kind === 'ID3') tag = found.kind;
    if (found.kind === 'RIFF' && frames > 0) glued ??= found.kind;
    if (found.kind === 'stray' && bytes[at] !== 0) strayBytes += 1;
    isInStep = found.kind !== 'stray';
    at += found.length;
  }
  // The header frame is not among those that it promises, and encoders count it now and then.
  const truncated = frames > 0 && (at > bytes.length || promised > frames);
  return { stream: { truncated, glued, strayBytes, sampleRatesHz }, channels };
}
