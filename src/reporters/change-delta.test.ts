import { expect, test } from 'vitest';
import { deltaOf } from './change-delta.ts';

const change = { metric: 'm', title: 'm', kind: 'worse', before: 'a', now: 'b' } as const;

test.each([
  ['points', -18.1, null, '−18 points'],
  ['points', -7.1, null, '−7.1 points'],
  ['points', 0, null, '±0 points'],
  ['%', 50, 100, '+50 points'],
  ['MiB', -620, -31.3, '−31 %'],
  ['ms', 18, 16.8, '+17 %'],
  ['ms', 20, null, '+20'],
  ['count', 1, 0.5, '+1'],
  ['state', null, null, ''],
] as const)('%s: %d (%d %%) is said as %j', (unit, delta, deltaPct, said) => {
  expect(deltaOf({ ...change, unit, delta, deltaPct })).toBe(said);
});
