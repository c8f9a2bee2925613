import type { FastifyReply } from 'fastify';
import type * as z from 'zod';
import type { ChatEvent, chatEvents } from '../protocol/chat.ts';
import { describeFailure } from './failures.ts';

/** Sends one server-sent event. */
export type SendEvent = <Name extends ChatEvent>(
  name: Name,
  data: z.infer<(typeof chatEvents)[Name]>,
) => void;

/**
 * Answers with the events that `produce` sends. The answer begins with the first of them: a failure before it is an
 * ordinary error with its status, a failure after it an `error` event.
 */
export async function streamEvents(
  reply: FastifyReply,
  produce: (send: SendEvent) => Promise<void>,
): Promise<void> {
  const { raw } = reply;
  const send: SendEvent = (name, data) => {
    if (!raw.headersSent) {
      reply.hijack();
      for (const [header, value = ''] of Object.entries(reply.getHeaders())) raw.setHeader(header, value);
      raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    }
    raw.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  try {
    await produce(send);
  } catch (error) {
    if (!raw.headersSent) throw error;
    send('error', { detail: describeFailure(error)[1] });
  }
  raw.end();
}
