import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { recovery } from './recovery.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A stack whose engines are tried by the recovery; a try lasts until the test ends it. */
function ailing() {
  const state = { ready: false, tries: 0 };
  let end: () => void = () => {};
  const stack = recovery(
    () => state.ready,
    () => {
      state.tries += 1;
      return new Promise((resolve) => {
        end = resolve;
      });
    },
  );
  return { state, stack, end: () => end() };
}

describe('recovery', () => {
  it('uses the engines every 15 s as long as the stack is not ready', async () => {
    const { state, end } = ailing();
    await vi.advanceTimersByTimeAsync(14_999);
    expect(state.tries).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    end();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(state.tries).toBe(2);
    end();
    state.ready = true;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(state.tries).toBe(2);
  });

  it('never tries twice at once, and goes on after a try that broke', async () => {
    const { state, end } = ailing();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(state.tries).toBe(1);
    end();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(state.tries).toBe(2);
    let tries = 0;
    recovery(
      () => false,
      () => {
        tries += 1;
        return Promise.reject(new Error('broken'));
      },
    );
    await vi.advanceTimersByTimeAsync(30_000);
    expect(tries).toBe(2);
  });

  it('leaves nothing behind', () => {
    ailing().stack.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
