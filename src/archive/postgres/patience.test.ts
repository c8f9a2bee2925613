import { expect, test } from 'vitest';
import { patiently } from './patience.ts';

/** A clock that stands unless somebody sleeps; the pauses are what was slept. */
function standing() {
  const pauses: number[] = [];
  const now = () => pauses.reduce((sum, each) => sum + each, 0);
  return { pauses, nowMs: now, sleep: async (ms: number) => void pauses.push(ms) };
}

const failing = (times: number, what = new Error('away')) => {
  let asked = 0;
  return {
    asked: () => asked,
    work: async () => {
      if (++asked <= times) throw what;
      return asked;
    },
  };
};

const passing = { isPassing: () => true, forMs: () => 10_000 };

test('what fails in passing is done again, after pauses that grow', async () => {
  const clock = standing();
  expect(await patiently(failing(7).work, { ...passing, clock })).toBe(8);
  expect(clock.pauses).toEqual([100, 200, 400, 800, 1_600, 2_000, 2_000]);
});

test('it is given up when the next pause would go beyond the patience, with what was said last', async () => {
  const clock = standing();
  const away = failing(100);
  await expect(patiently(away.work, { ...passing, forMs: () => 700, clock })).rejects.toThrow('away');
  expect(clock.pauses).toEqual([100, 200, 400]);
  expect(away.asked()).toBe(4);
});

test('without patience it is asked once', async () => {
  const clock = standing();
  const away = failing(1);
  await expect(patiently(away.work, { ...passing, forMs: () => 0, clock })).rejects.toThrow('away');
  expect(away.asked()).toBe(1);
});

test('what does not pass is said at once', async () => {
  const clock = standing();
  const wrong = failing(1, new Error('wrong'));
  await expect(
    patiently(wrong.work, {
      ...passing,
      isPassing: (error) => error instanceof Error && error.message === 'away',
      clock,
    }),
  ).rejects.toThrow('wrong');
  expect(clock.pauses).toEqual([]);
});
