import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { patience } from './patience.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('patience', () => {
  it('is over when the time is up', () => {
    const waiting = patience(10, new AbortController().signal);
    const { signal } = waiting;
    vi.advanceTimersByTime(9);
    expect([signal.aborted, waiting.isOver()]).toEqual([false, false]);
    vi.advanceTimersByTime(1);
    expect([signal.aborted, waiting.isOver()]).toEqual([true, true]);
  });

  it('stops with its caller, for the same reason, and is not over', () => {
    const caller = new AbortController();
    const waiting = patience(10, caller.signal);
    const { signal } = waiting;
    caller.abort(new Error('gone'));
    expect([signal.reason, waiting.isOver()]).toEqual([new Error('gone'), false]);
  });

  it('lets go of the clock and of its caller at the end', () => {
    const caller = new AbortController();
    const waiting = patience(10, caller.signal);
    const { signal } = waiting;
    expect([getEventListeners(caller.signal, 'abort').length, vi.getTimerCount()]).toEqual([1, 1]);
    waiting.end();
    expect([getEventListeners(caller.signal, 'abort').length, vi.getTimerCount()]).toEqual([0, 0]);
    expect(signal.aborted).toBe(false);
  });

  it('keeps no clock for those who never ask for the signal', () => {
    const caller = new AbortController();
    patience(10, caller.signal);
    expect([getEventListeners(caller.signal, 'abort').length, vi.getTimerCount()]).toEqual([0, 0]);
  });
});
