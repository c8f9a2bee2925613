import type { Clock, HttpExchange, SocketEvent } from '../domain/host.ts';
import type { Answered, Ask, Question, Refusal, Reply, Talk, Talked } from './ask.ts';
import type { Outcome } from './check.ts';
import { checks } from './checks.ts';

const bytesOf = (body: unknown): Uint8Array => {
  if (body instanceof Uint8Array) return body;
  return new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
};

/** An answer with this body: JSON, text as it is, or bytes. */
export const answer = (status: number, body: unknown, headers: Record<string, string> = {}): Answered => ({
  kind: 'answered',
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: bytesOf(body),
  firstByteMs: 1,
  totalMs: 2,
});

/** An exchange that came to nothing. */
export const noAnswer: HttpExchange = {
  kind: 'failed',
  failure: 'timeout',
  message: 'no whole answer within 5000 ms',
  afterMs: 5000,
};

/** Text frames as they arrive; a value that is no string is sent as JSON. */
export const frames = (...sent: readonly unknown[]): SocketEvent[] =>
  sent.map((frame) => ({
    kind: 'text',
    text: typeof frame === 'string' ? frame : JSON.stringify(frame),
    atMs: 1,
  }));

export const closed: SocketEvent = { kind: 'closed', code: 1006, reason: '', atMs: 1 };
export const silence: SocketEvent = { kind: 'silence', afterMs: 5000 };

/** What was heard in each turn. */
export const heard = (...turns: readonly (readonly SocketEvent[])[]): Talked => ({ kind: 'heard', turns });

/** A stack that answers every question, or every talk, with this. */
export const saying = (
  said: {
    request?: (question: Question) => Reply;
    talk?: (talk: Talk) => Talked;
    refusals?: readonly Refusal[];
  } = {},
): Ask => ({
  request: async (question) => said.request?.(question) ?? noAnswer,
  talk: async (talk) => said.talk?.(talk) ?? heard([silence]),
  refusals: () => said.refusals ?? [],
});

/** What the check of this id makes of a stack. */
export function outcomeOf(id: string, ask: Ask): Promise<Outcome> {
  const check = checks.find((each) => each.id === id);
  if (!check) throw new Error(`no check ${id}`);
  return check.run(ask);
}

/** What the check of this id makes of one and the same answer to everything. */
export const onReply = (id: string, reply: Reply): Promise<Outcome> =>
  outcomeOf(id, saying({ request: () => reply }));

/** What the check of this id makes of what it hears on a socket. */
export const onTalk = (id: string, talked: Talked): Promise<Outcome> =>
  outcomeOf(id, saying({ talk: () => talked }));

/** A clock that only sleeping moves. */
export function stillClock(): Clock & { readonly slept: readonly number[]; advance(ms: number): void } {
  const slept: number[] = [];
  let nowMs = 0;
  return {
    slept,
    advance: (ms) => {
      nowMs += ms;
    },
    nowMs: () => nowMs,
    wallTime: () => new Date(0),
    sleep: async (ms) => {
      slept.push(ms);
      nowMs += ms;
    },
  };
}
