import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSchedule } from './schedule.ts';

/** A clock that stands still until `run` lets it jump to whatever is to wake next; timers come `lateMs` late. */
function still(lateMs = 0) {
  let nowMs = 0;
  let wakings: { atMs: number; wake: () => void }[] = [];
  const waking = (atMs: number, wake: () => void) => {
    const entry = { atMs, wake };
    wakings.push(entry);
    return () => {
      wakings = wakings.filter((other) => other !== entry);
    };
  };
  const rounds = { slept: 0, watched: 0 };
  const time = {
    nowMs: () => nowMs,
    later: (ms: number, wake: () => void) => {
      rounds.slept++;
      return waking(nowMs + ms + lateMs, wake);
    },
    soon: (wake: () => void) => {
      rounds.watched++;
      return waking(nowMs + 0.125, wake);
    },
  };
  const run = (): void => {
    for (;;) {
      const next = wakings.toSorted((a, b) => a.atMs - b.atMs)[0];
      if (!next) return;
      wakings = wakings.filter((other) => other !== next);
      nowMs = Math.max(nowMs, next.atMs);
      next.wake();
    }
  };
  return { time, run, rounds, waiting: () => wakings.length };
}

it('does a thing when it is due: not before, and at most one round of the loop after', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { minLength: 1, maxLength: 50 }),
      fc.double({ min: 0, max: 1.5, noNaN: true }),
      (dues, lateMs) => {
        const { time, run } = still(lateMs);
        const { at } = createSchedule(time);
        const lateness: number[] = [];
        for (const due of dues) at(due, () => lateness.push(time.nowMs() - due));
        run();
        expect(lateness).toHaveLength(dues.length);
        expect(Math.min(...lateness)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...lateness)).toBeLessThanOrEqual(0.126);
      },
    ),
  );
});

it('does things in the order in which they are due, and those due at once as they were asked for', () => {
  const { time, run } = still();
  const { at } = createSchedule(time);
  const done: string[] = [];
  for (const [due, name] of [
    [5, 'b'],
    [9, 'd'],
    [5, 'c'],
    [1, 'a'],
  ] as const)
    at(due, () => done.push(name));
  run();
  expect(done).toEqual(['a', 'b', 'c', 'd']);
});

it('wakes for something that is due before what it already waits for', () => {
  const { time, run } = still();
  const { at } = createSchedule(time);
  const done: [string, number][] = [];
  const note = (name: string) => () => done.push([name, Math.floor(time.nowMs())]);
  at(100, note('late'));
  at(10, note('early'));
  run();
  expect(done).toEqual([
    ['early', 10],
    ['late', 100],
  ]);
});

it('does at once what was asked for too late, and lets one round of the loop pass between such', () => {
  const { time, run } = still();
  const { at } = createSchedule(time);
  const times: number[] = [];
  const again = (left: number) => () => {
    times.push(time.nowMs());
    if (left > 0) at(-1, again(left - 1));
  };
  at(-1, again(2));
  run();
  expect(times).toEqual([0.125, 0.25, 0.375]);
});

it('sleeps through what is far away, and waits for nothing when nothing is due', () => {
  const { time, run, rounds, waiting } = still();
  const { at } = createSchedule(time);
  at(60_000, () => {});
  run();
  expect(rounds.slept).toBe(1);
  expect(rounds.watched).toBeLessThanOrEqual(17);
  expect(waiting()).toBe(0);
});
