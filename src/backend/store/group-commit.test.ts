import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { groupCommit } from './group-commit.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** A database that refuses as long as `refuses` is true, and how often it was written to. */
function moody(promptness?: Parameters<typeof groupCommit>[1]) {
  const state = { refuses: false, writes: 0 };
  const commit = groupCommit(() => {
    state.writes += 1;
    if (state.refuses) throw new Error('refused');
  }, promptness);
  return { state, ...commit };
}

describe('groupCommit', () => {
  it('writes once for all that changed in one round, before anyone who waits goes on', async () => {
    const { state, changed } = moody();
    const both = [changed(), changed()];
    expect(state.writes).toBe(0);
    await both[0];
    expect(state.writes).toBe(1);
    await both[1];
    expect(state.writes).toBe(1);
  });

  it('writes the next round by itself', async () => {
    const { state, changed } = moody();
    await changed();
    await changed();
    expect(state.writes).toBe(2);
  });

  it('lets nobody wait for a database that refuses, and leaves it in peace for a quarter of a second', async () => {
    const { state, changed } = moody();
    state.refuses = true;
    await changed();
    await changed();
    expect(state.writes).toBe(1);
    vi.advanceTimersByTime(249);
    expect(state.writes).toBe(1);
    vi.advanceTimersByTime(1);
    expect(state.writes).toBe(2);
  });

  it('tells who flushes of the last refusal, until a write succeeds', async () => {
    const { state, changed, flush } = moody();
    state.refuses = true;
    expect(flush).toThrow('refused');
    state.refuses = false;
    expect(flush).toThrow('refused');
    expect(state.writes).toBe(1);
    vi.advanceTimersByTime(250);
    expect(state.writes).toBe(2);
    flush();
    await changed();
    expect(state.writes).toBe(4);
  });

  it('writes a last time, and never after', async () => {
    const { state, changed, flush, end } = moody();
    state.refuses = true;
    expect(flush).toThrow();
    const waiting = changed();
    state.refuses = false;
    end();
    end();
    await waiting;
    await changed();
    vi.advanceTimersByTime(1_000);
    expect(state.writes).toBe(2);
  });

  it('says when the last write is refused', () => {
    const { state, end } = moody();
    state.refuses = true;
    expect(end).toThrow('refused');
  });

  it('lets nobody wait where nothing outlives the process, and writes once a second or when asked', async () => {
    const { state, changed, flush, end } = moody('some-time');
    await Promise.all([changed(), changed()]);
    vi.advanceTimersByTime(999);
    expect(state.writes).toBe(0);
    vi.advanceTimersByTime(1);
    expect(state.writes).toBe(1);
    await changed();
    flush();
    expect(state.writes).toBe(2);
    end();
    vi.advanceTimersByTime(10_000);
    expect(state.writes).toBe(3);
  });
});
