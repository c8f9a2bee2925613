import type { FastifyReply } from 'fastify';
import type * as z from 'zod';
import type { ChatEvent, chatEvents } from '../../protocol/chat.ts';
import { describeFailure } from '../failures.ts';
import { streamed } from './streamed.ts';

/** Sends one server-sent event. */
export type SendEvent = <Name extends ChatEvent>(
  name: Name,
  data: z.infer<(typeof chatEvents)[Name]>,
) => void;

/** Answers with the events that `produce` sends; a failure after the first of them is an `error` event. */
export function streamEvents(
  reply: FastifyReply,
  produce: (send: SendEvent) => Promise<void>,
): Promise<void> {
  return streamed(reply, 'text/event-stream', async (write) => {
    const send: SendEvent = (name, data) => write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
    try {
      await produce(send);
    } catch (error) {
      if (!reply.raw.headersSent) throw error;
      send('error', { detail: describeFailure(error)[1] });
    }
  });
}
