import { isHeaderFrame, mpegFrameAt } from '../audio/mpeg-frame.ts';

const HEADER_BYTES = 4;

/** Tells of each piece of an MP3 stream how many ms of sound it completes; what lies between frames is passed over. */
export function mp3Duration(): (piece: Uint8Array) => number {
  let left: Uint8Array = new Uint8Array(0);
  return (piece) => {
    const bytes = left.length === 0 ? piece : Buffer.concat([left, piece]);
    let at = 0;
    let ms = 0;
    while (at + HEADER_BYTES <= bytes.length) {
      const frame = mpegFrameAt(bytes, at);
      if (frame && at + frame.bytes > bytes.length) break;
      if (frame && !isHeaderFrame(bytes, at, frame)) ms += (1000 * frame.samples) / frame.sampleRateHz;
      at += frame?.bytes ?? 1;
    }
    left = bytes.subarray(at);
    return ms;
  };
}
