import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pause } from './pause.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Whether a promise has been kept, once all that is due has happened. */
async function kept(promise: Promise<unknown>, afterMs = 0): Promise<boolean> {
  let done = false;
  void promise.then(() => {
    done = true;
  });
  await vi.advanceTimersByTimeAsync(afterMs);
  return done;
}

describe('pause', () => {
  it('lasts as long as it is told', async () => {
    const waiting = pause(100);
    expect(await kept(waiting, 99)).toBe(false);
    expect(await kept(waiting, 1)).toBe(true);
  });

  it.each([0, 1])('ends with signal %i, and leaves no timer', async (which) => {
    const switches = [new AbortController(), new AbortController()];
    const waiting = pause(100, ...switches.map(({ signal }) => signal));
    expect(await kept(waiting, 50)).toBe(false);
    switches[which]?.abort();
    expect(await kept(waiting)).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not begin when a signal has aborted, and may last for ever', async () => {
    expect(await kept(pause(100, AbortSignal.abort()))).toBe(true);
    expect(await kept(pause(null, new AbortController().signal), 1e9)).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });
});
