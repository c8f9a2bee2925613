import type { Metric } from '../../domain/metric.ts';
import type { CycleRecord, Reading } from '../../domain/record.ts';
import { same } from '../../domain/text.ts';

/** Noon of the first of January, and a cycle each day from there on. */
export const noonOf = (cycle: number): string => new Date(Date.UTC(2026, 0, cycle, 12)).toISOString();

/** A time, of twenty samples whose level is that of one of `ms`. */
export const time = (ms: number): Reading => ({
  value: ms,
  shown: same(`${ms} ms`),
  shape: { n: 20, level: Math.log(ms), tail: 0.1 },
});

export const count = (value: number): Reading => ({ value, shown: same(String(value)) });

/** A cycle at noon of its day, healthy but for what is told. */
export const record = (cycle: number, changed: Partial<CycleRecord> = {}): CycleRecord => ({
  cycle,
  reviewedAt: noonOf(cycle),
  file: `${noonOf(cycle).slice(0, 10)}-cycle-${String(cycle).padStart(3, '0')}.json`,
  origin: 'measured',
  target: 'eva',
  commit: `c${cycle}`,
  branch: 'main',
  testbed: { driver: '550' },
  verdict: 'ok',
  score: { points: 20, max: 20, percent: 100 },
  criteria: [{ id: 'tts', points: 10, weight: 1 }],
  blockers: [],
  readings: {},
  ...changed,
});

/** As many cycles, from the first on. */
export const records = (
  count: number,
  change: (cycle: number) => Partial<CycleRecord> = () => ({}),
): CycleRecord[] => Array.from({ length: count }, (_, index) => record(index + 1, change(index + 1)));

const text = { en: '', fr: '' };

/** A time, a count and a state. */
export const metrics: readonly (readonly [string, Metric<unknown>])[] = [
  [
    'tts.total_ms',
    {
      ...{ kind: 'number', title: { en: 'TTS', fr: 'TTS' }, unit: 'ms', better: 'lower', formula: text },
      ...{ floor: 15, from: () => undefined },
    },
  ],
  [
    'stats.errors',
    {
      ...{ kind: 'number', title: { en: 'Errors', fr: 'Erreurs' }, unit: 'count', better: 'lower' },
      ...{ formula: text, floor: 1, from: () => undefined },
    },
  ],
  [
    'tests.state',
    {
      ...{ kind: 'state', title: { en: 'Tests', fr: 'Tests' }, from: () => undefined },
      states: { passed: { en: 'passed', fr: 'passés' }, failed: { en: 'failed', fr: 'échoués' } },
    },
  ],
];
