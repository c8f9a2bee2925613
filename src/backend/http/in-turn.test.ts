import { describe, expect, it } from 'vitest';
import { inTurn } from './in-turn.ts';

/** A task that ends when told to. */
function held() {
  let end: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { end, task: () => ended };
}

/** Resolves once all that was taken before has been done. */
const drained = (take: ReturnType<typeof inTurn>) =>
  new Promise<void>((resolve) => {
    take(async () => resolve());
  });

describe('inTurn', () => {
  it('runs one after the other', async () => {
    const take = inTurn(9);
    const { end, task } = held();
    const log: string[] = [];
    take(async () => {
      await task();
      log.push('first');
    });
    take(async () => void log.push('second'));
    end();
    await drained(take);
    expect(log).toEqual(['first', 'second']);
  });

  it('refuses what is too much, and takes again once there is room', async () => {
    const take = inTurn(2);
    const { end, task } = held();
    expect([take(task), take(async () => {}), take(async () => {})]).toEqual([true, true, false]);
    end();
    await expect.poll(() => take(async () => {})).toBe(true);
  });

  it('goes on after a task that fails', async () => {
    const take = inTurn(9);
    take(() => Promise.reject(new Error('broken')));
    await drained(take);
  });
});
