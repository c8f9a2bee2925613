import type { WebSocket } from 'ws';
import type * as z from 'zod';

/** A client that leaves so much unread, ten minutes of speech, is let go. */
export const unreadBytesAtMost = 4 * 1024 * 1024;

/** Sends a frame: bytes as they are, anything else as JSON. */
export type SendFrame<Frame extends object> = (frame: Frame | Buffer) => void;

/** A sender of frames to one socket. */
export function frameSender<Frame extends object>(socket: WebSocket): SendFrame<Frame> {
  return (frame) => {
    if (socket.bufferedAmount > unreadBytesAtMost) socket.terminate();
    else socket.send(Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
  };
}

/** The frame of a text, or what is wrong with it and what would be right. */
export function readFrame<Frame extends object>(
  text: string,
  shape: z.ZodType<Frame>,
  shapes: string,
): Frame | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return `not JSON; send ${shapes}`;
  }
  const { success, data, error } = shape.safeParse(json);
  if (success) return data;
  const reasons = error.issues.map(({ path, message }) => `${path.join('.') || 'frame'}: ${message}`);
  return `${reasons.join('; ')}; send ${shapes}`;
}

/** The frame that refuses for the rate limit. */
export const rateRefusal = (retryAfterS: number) => ({
  type: 'error' as const,
  message: `rate limit reached: try again in ${retryAfterS} s`,
  retry_after: retryAfterS,
});
