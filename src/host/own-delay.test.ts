import { describe, expect, it } from 'vitest';
import type { HttpExchange, HttpRequest, SocketOpening } from '../domain/host.ts';
import { createOwnDelay } from './own-delay.ts';

/** A clock and timers that do nothing until they are told to. */
function stage() {
  const at = { nowMs: 0 };
  let fire: (() => void) | undefined;
  const timers = {
    set: (given: () => void) => {
      fire = given;
      return given;
    },
    clear: () => {
      fire = undefined;
    },
  };
  const delay = createOwnDelay({ nowMs: () => at.nowMs }, timers);
  let answer: (() => void) | undefined;
  const http = delay.ofHttp({
    exchange: () =>
      new Promise<HttpExchange>((resolve) => {
        answer = () => resolve({} as HttpExchange);
      }),
  });
  return {
    delay,
    at,
    ask: () => http.exchange({} as HttpRequest),
    answer: () => answer?.(),
    isArmed: () => fire !== undefined,
    fireAt: (nowMs: number) => {
      at.nowMs = nowMs;
      fire?.();
    },
  };
}

describe('ralph’s own delay', () => {
  it('is by how much each timer was late while an answer was waited for', async () => {
    const { delay, ask, answer, fireAt, at } = stage();
    const asked = ask();
    fireAt(5);
    fireAt(12);
    fireAt(57);
    at.nowMs = 60;
    answer();
    await asked;
    expect(delay.take()).toEqual([0, 2, 40]);
    expect(delay.take()).toEqual([]);
  });

  it('is not what happens between two exchanges', async () => {
    const { delay, ask, answer, isArmed, at } = stage();
    const first = ask();
    answer();
    await first;
    expect(isArmed()).toBe(false);
    at.nowMs = 900;
    const second = ask();
    at.nowMs = 904;
    answer();
    await second;
    expect(delay.take()).toEqual([]);
  });

  it('is seen where the answer was noticed before the timer that was due', async () => {
    const { delay, ask, answer, at } = stage();
    const asked = ask();
    at.nowMs = 305;
    answer();
    await asked;
    expect(delay.take()).toEqual([300]);
  });

  it('of a timer that fires a little early is none', async () => {
    const { delay, ask, answer, fireAt } = stage();
    const asked = ask();
    fireAt(4.6);
    answer();
    await asked;
    expect(delay.take()).toEqual([0]);
  });

  it('has one timer for exchanges that overlap, and none after a failed one', async () => {
    const { delay, isArmed } = stage();
    const refused = delay.ofSockets({ open: () => Promise.reject(new Error('interrupted')) });
    const failing = [refused.open({ url: '', timeoutMs: 1 }), refused.open({ url: '', timeoutMs: 1 })];
    expect(isArmed()).toBe(true);
    expect((await Promise.allSettled(failing)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(isArmed()).toBe(false);
  });

  it('is watched while a frame is waited for, and the socket is otherwise as it was', async () => {
    const { delay, isArmed } = stage();
    const armed: boolean[] = [];
    const socket = {
      send: () => 7,
      close: async () => {},
      next: async () => {
        armed.push(isArmed());
        return { kind: 'silence', afterMs: 1 } as const;
      },
    };
    const opened: SocketOpening = { kind: 'open', connectMs: 1, socket };
    const opening = await delay.ofSockets({ open: async () => opened }).open({ url: '', timeoutMs: 1 });
    if (opening.kind !== 'open') throw new Error('not open');
    expect([opening.socket.send('x'), isArmed()]).toEqual([7, false]);
    await opening.socket.next(1);
    expect([armed, isArmed()]).toEqual([[true], false]);
  });
});
