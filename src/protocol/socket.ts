import * as z from 'zod';
import { message, sessionId } from './chat.ts';

/** What a client may send on `/ws/chat`. Without `session_id` the socket's own session is meant. */
export const clientFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message'), content: message, session_id: sessionId.nullish() }),
  z.object({ type: z.literal('ping') }),
  z.object({ type: z.literal('clear'), session_id: sessionId.nullish() }),
]);

/** {@link clientFrame}, as a type. */
export type ClientFrame = z.infer<typeof clientFrame>;

/** Shown to a client that sends something else. */
export const clientFrameShapes =
  '{"type":"message","content":"…","session_id":"…"} or {"type":"ping"} or {"type":"clear","session_id":"…"}';

/** What the stack sends on `/ws/chat`; `retry_after` is in seconds, with a refusal by the rate limit. */
export const serverFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('token'), content: z.string() }),
  z.object({ type: z.literal('end') }),
  z.object({ type: z.literal('pong') }),
  z.object({ type: z.literal('cleared') }),
  z.object({ type: z.literal('error'), message: z.string(), retry_after: z.number().int().optional() }),
]);

/** {@link serverFrame}, as a type. */
export type ServerFrame = z.infer<typeof serverFrame>;
