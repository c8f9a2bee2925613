import { fromJson } from '../domain/from-json.ts';
import type { Clock, Socket, SocketEvent } from '../domain/host.ts';
import type { Refusal, Talk, Turn } from './ask.ts';
import type { Hope } from './patience.ts';

/** The frame as JSON object, or undefined. */
export function fieldsOf(event: SocketEvent | undefined): Readonly<Record<string, unknown>> | undefined {
  if (event?.kind !== 'text') return undefined;
  try {
    const value = fromJson(event.text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

const ends = (event: SocketEvent, { until }: Turn): boolean => {
  if (event.kind !== 'text') return event.kind !== 'binary';
  const type = fieldsOf(event)?.type;
  return until === 'any' || type === until || type === 'error';
};

/** What is heard from the frame on, within a time that a stack which never stops talking cannot stretch. */
async function hear(socket: Socket, turn: Turn, timeoutMs: number, clock: Clock): Promise<SocketEvent[]> {
  const sentMs = socket.send(turn.send);
  const heard: SocketEvent[] = [];
  for (;;) {
    const leftMs = timeoutMs - (clock.nowMs() - sentMs);
    const event: SocketEvent =
      leftMs > 0 ? await socket.next(leftMs) : { kind: 'silence', afterMs: timeoutMs };
    heard.push(event);
    if (ends(event, turn)) return heard;
  }
}

/** Has the turns of a talk one after the other; stops at the first that ends in silence or with the close. */
export async function converse(
  socket: Socket,
  { turns }: Talk,
  hope: Hope,
  clock: Clock,
): Promise<SocketEvent[][]> {
  const all: SocketEvent[][] = [];
  for (const turn of turns) {
    const heard = await hear(socket, turn, hope.deadlineMs(turn.work), clock);
    all.push(heard);
    if (heard.at(-1)?.kind !== 'text') break;
  }
  return all;
}

/** How the rate limit said no, if it is that which an error frame tells of. */
export function socketRefusal(event: SocketEvent | undefined): Refusal | undefined {
  const frame = fieldsOf(event);
  if (frame?.type !== 'error') return undefined;
  const { retry_after: after, message } = frame;
  if (typeof after === 'number')
    return { said: `retry_after: ${after}`, waitMs: after < 0 ? null : after * 1000 };
  if (!/rate limit|too many requests/i.test(String(message))) return undefined;
  return { said: after === undefined ? null : `retry_after: ${JSON.stringify(after)}`, waitMs: null };
}
