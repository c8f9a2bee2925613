import { expect, it } from 'vitest';
import { createClock } from './clock.ts';

const clock = createClock();

it('runs forwards, in fractions of a millisecond', async () => {
  const first = clock.nowMs();
  await clock.sleep(2);
  expect(clock.nowMs()).toBeGreaterThan(first);
  expect(clock.wallTime()).toBeInstanceOf(Date);
});

it('stops sleeping with the reason of the signal', async () => {
  const stop = new AbortController();
  const asleep = clock.sleep(1_000_000, stop.signal);
  stop.abort(new Error('enough'));
  await expect(asleep).rejects.toThrow('enough');
  await expect(clock.sleep(1_000_000, stop.signal)).rejects.toThrow('enough');
});

it('goes on ahead of what another one has noted', () => {
  const ahead = createClock(1e9).nowMs() - clock.nowMs();
  expect(Math.abs(ahead - 1e9)).toBeLessThan(1e8);
});
