import { sessionFor } from '../load/prompts.ts';
import { Interrupts } from './interrupts.ts';
import type { Outcome, Visitor } from './visitor.ts';
import { WireSocket } from './wire-socket.ts';

/** Whom the sockets go to, and how. */
export interface Asked {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly speech: 'en' | 'fr';
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** What is said in one turn, and what is made of the frames that come. */
export interface Exchange {
  readonly say: string | Uint8Array;
  /** Offered a text before it is made a string; true where it was enough to see its bytes. */
  glimpse?(bytes: Buffer, from: number, to: number, atMs: number): boolean;
  /** Called in the callback of the socket; an outcome ends the turn, a promise of one too: nothing more is heard. */
  hear(frame: string | Uint8Array, atMs: number, sentMs: number): Outcome | Promise<Outcome> | undefined;
}

/** How visitors talk over a route. */
export interface Talk {
  readonly route: string;
  /** Said once on every new socket, in the session of its visitor. */
  introduction?(session: string): string;
  turn(number: number, session: string): Exchange;
}

/** Takes one turn on a socket that is open or opening; `interrupts` are called when the run is stopped. */
function converse(
  socket: WireSocket,
  exchange: Exchange,
  timeoutMs: number,
  interrupts: Interrupts,
): Promise<Outcome> {
  return new Promise((resolve) => {
    let sentMs = 0;
    const send = (): void => {
      sentMs = performance.now();
      socket.send(exchange.say);
    };
    const settle = (outcome: Outcome | Promise<Outcome>): void => {
      clearTimeout(deadline);
      interrupts.remove(place);
      socket.ears = null;
      resolve(outcome);
      if ('kind' in outcome && outcome.kind !== 'answered') socket.terminate();
    };
    const fail = (reason: string): void => settle({ kind: 'failed', reason });
    const hear = (frame: string | Uint8Array, atMs: number): void => {
      const outcome = exchange.hear(frame, atMs, sentMs);
      if (outcome) settle(outcome);
    };
    const interrupt = (): void => settle({ kind: 'abandoned' });
    const deadline = setTimeout(() => fail('timeout'), timeoutMs);
    const place = interrupts.add(interrupt);
    socket.ears = {
      opened: send,
      heard: hear,
      closed: fail,
      ...(exchange.glimpse && { glimpse: exchange.glimpse }),
    };
    if (socket.isOpen) send();
  });
}

/** Visitors with a socket and a session each; a socket that broke is opened anew at the next turn. */
export function talkers(asked: Asked, talk: Talk): { enter(): Visitor; close(): Promise<void> } {
  const { headers, timeoutMs, signal } = asked;
  const url = new URL(`${asked.url}${talk.route}`);
  const open = new Set<WireSocket>();
  const interrupts = new Interrupts(signal);
  const connect = (session: string): WireSocket => {
    const socket = new WireSocket(url, { headers, introduction: talk.introduction?.(session) }, () =>
      open.delete(socket),
    );
    open.add(socket);
    return socket;
  };
  let entered = 0;
  const enter = (): Visitor => {
    let socket: WireSocket | undefined;
    const session = sessionFor('bench', entered++);
    return {
      turn(number) {
        if (signal.aborted) return Promise.resolve({ kind: 'abandoned' });
        if (socket === undefined || socket.isOver) socket = connect(session);
        return converse(socket, talk.turn(number, session), timeoutMs, interrupts);
      },
      leave: () => socket?.close(),
    };
  };
  return {
    enter,
    close: async () => {
      for (const socket of open) socket.terminate();
    },
  };
}
