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

/** The bytes of MP3 up to the frame with which so many ms of it are complete; all of them where there is less. */
export function mp3Beginning(bytes: Uint8Array, ms: number): Uint8Array {
  let at = 0;
  for (let playedMs = 0; playedMs < ms && at < bytes.length; ) {
    const frame = mpegFrameAt(bytes, at);
    if (frame) playedMs += (1000 * frame.samples) / frame.sampleRateHz;
    at += frame?.bytes ?? 1;
  }
  return bytes.subarray(0, at);
}

/** The frames of MP3 with sound in them, without tags and an encoder's figures: such can be joined. */
export function mp3Frames(bytes: Uint8Array): Buffer {
  const frames: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const frame = mpegFrameAt(bytes, at);
    const end = at + (frame?.bytes ?? 1);
    if (frame && end <= bytes.length && !isHeaderFrame(bytes, at, frame))
      frames.push(bytes.subarray(at, end));
    at = end;
  }
  return Buffer.concat(frames);
}
