import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rules } from '../cli/rules.ts';
import type { NumberMetric, StateMetric } from '../domain/metric.ts';
import { defineProbe } from '../domain/probe.ts';
import type { CycleRecord } from '../domain/record.ts';
import { assemble } from './assemble.ts';
import { changesBetween } from './compare.ts';
import { evidenceWith, gpu, healthy } from './evidence.fixture.ts';
import { metricsOf, readingsOf, recordOf } from './record.ts';

interface Readings {
  readonly ms?: number;
  readonly rate?: number;
  readonly size?: number;
  readonly state?: string;
}

const metric = (
  name: 'ms' | 'rate' | 'size',
  better: 'lower' | 'higher' | 'neither',
  floor: number,
): NumberMetric<Readings> => ({
  kind: 'number',
  title: { en: name, fr: name },
  unit: 'count',
  better,
  floor,
  formula: { en: 'as read', fr: 'comme lu' },
  from: (readings) => readings[name],
});

const state: StateMetric<Readings> = {
  kind: 'state',
  title: { en: 'state', fr: 'état' },
  states: { good: { en: 'good', fr: 'bon' }, bad: { en: 'bad', fr: 'mauvais' } },
  from: (readings) => readings.state,
};

const probe = defineProbe<Readings>()({
  id: 'p',
  title: { en: 'p', fr: 'p' },
  phase: 'before',
  metrics: {
    ms: metric('ms', 'lower', 15),
    rate: metric('rate', 'higher', 1),
    size: metric('size', 'neither', 0),
    state,
  },
  observe: async () => ({ unavailable: 'never asked' }),
});

function change(before: Readings, now: Readings, comparable = true) {
  const [evidence, later] = [before, now].map((readings) => evidenceWith({ p: readings }));
  if (!evidence || !later) throw new Error('two pieces of evidence');
  const [then, today] = [readingsOf(evidence, [probe]), readingsOf(later, [probe])];
  return changesBetween(then, today, metricsOf([probe]), {
    ...{ comparable, tolerancePct: 10, past: [then], again: {}, metrics: 1, isNamed: false },
  });
}

const kinds = (...asked: Parameters<typeof change>) => change(...asked).map(({ kind }) => kind);

describe('a figure', () => {
  test.each([
    ['at the tolerance', { ms: 1000 }, { ms: 1100 }, 'within-noise'],
    ['over the tolerance', { ms: 1000 }, { ms: 1101 }, 'worse'],
    ['at the floor, far over the tolerance', { ms: 10 }, { ms: 25 }, 'within-noise'],
    ['over the floor and the tolerance', { ms: 10 }, { ms: 25.1 }, 'worse'],
    ['lower is better', { ms: 1000 }, { ms: 800 }, 'better'],
    ['higher is better', { rate: 50 }, { rate: 60 }, 'better'],
    ['higher was better', { rate: 60 }, { rate: 50 }, 'worse'],
    ['from zero, inside the floor', { ms: 0 }, { ms: 15 }, 'within-noise'],
    ['from zero, over the floor', { ms: 0 }, { ms: 16 }, 'worse'],
    ['from zero to zero', { ms: 0 }, { ms: 0 }, 'within-noise'],
    ['to zero', { ms: 100 }, { ms: 0 }, 'better'],
    ['of one side only, now', {}, { ms: 1 }, 'new'],
    ['of one side only, then', { ms: 1 }, {}, 'gone'],
  ] as const)('%s', (_name, before, now, kind) => {
    expect(kinds(before, now)).toEqual([kind]);
  });

  test('says by how much, in its unit and in percent; from zero there is no percentage', () => {
    expect(change({ ms: 1982 }, { ms: 1362 })).toMatchObject([{ delta: -620, deltaPct: -31.3 }]);
    expect(change({ ms: 0 }, { ms: 20 })).toMatchObject([{ delta: 20, deltaPct: null }]);
    expect(change({ ms: 20 }, {})).toMatchObject([{ delta: null, deltaPct: null, now: null }]);
  });

  test('that is neither good nor bad is never compared', () => {
    expect(change({ size: 1 }, { size: 1000 })).toEqual([]);
  });

  test('moves the other way when then and now are exchanged', () => {
    const exchanged = { better: 'worse', worse: 'better' } as const;
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 9999 }), fc.integer({ min: 100, max: 9999 }), (a, b) => {
        const [there] = kinds({ ms: a }, { ms: b });
        const [back] = kinds({ ms: b }, { ms: a });
        const moved = (kind: typeof there): kind is 'better' | 'worse' =>
          kind === 'better' || kind === 'worse';
        if (moved(there) && moved(back)) expect(back).toBe(exchanged[there]);
      }),
    );
  });
});

test.each([
  ['good', 'bad', 'worse'],
  ['bad', 'good', 'better'],
  ['bad', 'bad', 'within-noise'],
  ['bad', 'a state of another ralph', 'incomparable'],
  ['a state of another ralph', 'bad', 'incomparable'],
])('a state: %s → %s is %s', (before, now, kind) => {
  expect(kinds({ state: before }, { state: now })).toEqual([kind]);
});

test('on another testbed everything is shown and nothing is claimed', () => {
  const all = change({ ms: 100, state: 'good' }, { ms: 900, state: 'bad' }, false);
  expect(all.map(({ kind, delta }) => [kind, delta])).toEqual([
    ['incomparable', 800],
    ['incomparable', null],
  ]);
});

describe('what must be the same before figures compare', () => {
  const identity = (tts: string) => ({ service: null, version: null, features: { tts }, voices: [] });
  const on = (tts: string) => ({ ...healthy.backend, identity: identity(tts) });
  const base = evidenceWith({ ...healthy, backend: on('piper') });
  const past = (cycle: number, evidence = base): CycleRecord =>
    recordOf(
      assemble(evidence, rules, { cycle, lang: 'en', past: [] }),
      evidence,
      rules.probes,
      `cycle-${cycle}.json`,
    );
  const judged = (evidence: typeof base, earlier: readonly CycleRecord[]) =>
    assemble(evidence, rules, { cycle: 9, lang: 'en', past: earlier });
  const otherCard = JSON.parse(JSON.stringify(gpu(70, 8000)).replaceAll('4090', '3060'));

  test.each([
    [
      'the driver',
      evidenceWith({ ...healthy, backend: on('piper'), gpu: gpu(70, 8000, '590') }),
      'driver: 580 → 590',
    ],
    ['an engine', evidenceWith({ ...healthy, backend: on('edge') }), 'engine tts: piper → edge'],
    ['the scenario', { ...base, scenario: { ...base.scenario, hash: 'def' } }, 'scenario: abc → def'],
    [
      'the GPU',
      evidenceWith({ ...healthy, backend: on('piper'), gpu: otherCard }),
      'gpu: NVIDIA GeForce RTX 4090 → NVIDIA GeForce RTX 3060',
    ],
  ])('%s', (_name, evidence, difference) => {
    const { baseline, changes } = judged(evidence, [past(8)]);
    expect(baseline?.differences).toEqual([difference]);
    const claimed = changes.filter(
      ({ metric, kind }) => metric !== 'score' && /better|worse|noise/.test(kind),
    );
    expect(claimed).toEqual([]);
  });

  test('what is not known on one side is no difference', () => {
    const unknown = evidenceWith({ ...healthy, gpu: gpu(70, 8000, null) });
    expect(judged(unknown, [past(8)]).baseline?.differences).toEqual([]);
  });

  test('the newest comparable cycle is the baseline, before a newer one that differs', () => {
    const other = past(8, evidenceWith({ ...healthy, backend: on('edge') }));
    expect(judged(base, [other, past(7), past(6)]).baseline).toMatchObject({ cycle: 7, differences: [] });
  });

  test('another target is no baseline, and none is compared where a person wants none', () => {
    const stranger = past(8, evidenceWith(healthy, { target: { name: 'other' } }));
    expect(judged(base, [stranger]).baseline).toBeNull();
    const alone = assemble(base, rules, { cycle: 9, lang: 'en', past: [past(8)], chosen: null });
    expect(alone).toMatchObject({ baseline: null, changes: [] });
  });
});
