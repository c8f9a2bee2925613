import { expect, it } from 'vitest';
import { pausedSince, workingWindows } from './windows.ts';

const whole = { probe: 'tts', startMs: 100, endMs: 200 };
const windows = (...pauses: [number, number][]) =>
  workingWindows(
    whole,
    pauses.map(([fromMs, toMs]) => ({ fromMs, toMs })),
  ).map(({ startMs, endMs }) => [startMs, endMs]);

it.each([
  [[], [[100, 200]]],
  [
    [[120, 150]],
    [
      [100, 120],
      [150, 200],
    ],
  ],
  [[[100, 150]], [[150, 200]]],
  [[[120, 200]], [[100, 120]]],
  [
    [
      [0, 100],
      [200, 300],
    ],
    [[100, 200]],
  ],
  [
    [
      [110, 120],
      [130, 140],
    ],
    [
      [100, 110],
      [120, 130],
      [140, 200],
    ],
  ],
] as [[number, number][], number[][]][])('without the pauses %j it is %j', (pauses, left) => {
  expect(windows(...pauses)).toEqual(left);
});

it('counts the pauses that began since', () => {
  const pauses = [
    { fromMs: 0, toMs: 10 },
    { fromMs: 50, toMs: 75 },
    { fromMs: 80, toMs: 81 },
  ];
  expect(pausedSince(50, pauses)).toBe(26);
  expect(pausedSince(0, pauses)).toBe(36);
});
