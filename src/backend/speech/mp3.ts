import { setImmediate as breathe } from 'node:timers/promises';
import { createMp3Encoder } from 'wasm-media-encoders';
import type { Pcm } from './pcm.ts';

const bitrate = 48;
/** One rate for all, so that clips of different engines make one stream. */
const outputSampleRate = 22_050;

/** Encodes mono sound as constant-rate MP3 of 48 kbit/s and 22 050 Hz; rejects when the signal aborts. */
export type Mp3Encoder = (pcm: Pcm, signal: AbortSignal) => Promise<Buffer>;

/**
 * An encoder that keeps the loop free: it works a second of sound at a time and lets others run in between.
 * Encoders are stateful, so each clip has one of its own, taken from those at rest.
 */
export function mp3Encoder(): Mp3Encoder {
  const atRest: Awaited<ReturnType<typeof createMp3Encoder>>[] = [];
  return async ({ samples, sampleRateHz }, signal) => {
    const encoder = atRest.pop() ?? (await createMp3Encoder());
    try {
      encoder.configure({ channels: 1, sampleRate: sampleRateHz, outputSampleRate, bitrate });
      const frames: Buffer[] = [];
      for (let at = 0; at < samples.length; at += sampleRateHz) {
        signal.throwIfAborted();
        frames.push(Buffer.from(encoder.encode([samples.subarray(at, at + sampleRateHz)])));
        await breathe();
      }
      frames.push(Buffer.from(encoder.finalize()));
      return Buffer.concat(frames);
    } finally {
      atRest.push(encoder);
    }
  };
}
