import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Metric } from '../../domain/metric.ts';
import type { CycleRecord } from '../../domain/record.ts';
import { same } from '../../domain/text.ts';
import { flakyOf } from './flaky.ts';
import { kinsOf } from './kin.ts';
import { trendOf } from './trend.ts';

const metric: Metric<unknown> = {
  kind: 'number',
  title: same('LLM'),
  unit: 'ms',
  better: 'lower',
  formula: same(''),
  floor: 5,
  from: () => undefined,
};
const suite: Metric<unknown> = {
  kind: 'state',
  title: same('Tests'),
  states: { passed: same('passed'), failed: same('failed') },
  from: () => undefined,
};

const RULES = {
  lines: ['score', 'llm.e2el_ms', 'tests.state'],
  metrics: [['llm.e2el_ms', metric] as const, ['tests.state', suite] as const],
  criteria: [{ id: 'llm', title: { en: 'LLM', fr: 'LLM' } }],
  explains: new Map<string, readonly string[]>(),
};

type Changed = Partial<Omit<CycleRecord, 'cycle' | 'readings'>> & {
  ms?: number | null;
  tests?: string;
  points?: number | null;
};

function record(cycle: number, { ms, tests, points = 10, ...changed }: Changed = {}): CycleRecord {
  return {
    cycle,
    reviewedAt: new Date(Date.UTC(2026, 0, 1) + cycle * 3_600_000).toISOString(),
    file: `${cycle}.json`,
    origin: 'measured',
    target: 'eva',
    commit: `c${cycle}`,
    branch: null,
    testbed: { gpu: 'A', driver: '550' },
    verdict: 'ok',
    score: { points: 10, max: 10, percent: 100 },
    criteria: [{ id: 'llm', points, weight: 1 }],
    blockers: [],
    readings: {
      ...(ms !== undefined && { 'llm.e2el_ms': { value: ms, shown: same(`${ms} ms`) } }),
      ...(tests !== undefined && { 'tests.state': { value: tests, shown: same(tests) } }),
    },
    ...changed,
  };
}

const trend = (records: readonly CycleRecord[], from = 0) => trendOf('eva', { records, from }, RULES);
const lineOf = (records: readonly CycleRecord[], id: string) =>
  trend(records).lines.find((line) => line.id === id);

/** Around a level, by no more than two percent and never twice the same. */
const around = (level: number, index: number): number => level * (1 + 0.02 * Math.sin(7 * index));

const cycles = (count: number, of: (index: number) => Changed, first = 1): CycleRecord[] =>
  Array.from({ length: count }, (_, index) => record(first + index, of(index)));

describe('a line', () => {
  it('says where the level moved: first cycle, its commit, the means on both sides, and for better or worse', () => {
    const records = cycles(40, (index) => ({ ms: around(index < 25 ? 200 : 260, index) }));
    const line = lineOf(records, 'llm.e2el_ms');
    expect(line?.steps).toEqual([
      {
        at: { cycle: 26, reviewedAt: records[25]?.reviewedAt, commit: 'c26' },
        before: expect.closeTo(200, -1),
        after: expect.closeTo(260, -1),
        deltaPct: expect.closeTo(30, 0),
        kind: 'worse',
      },
    ]);
    expect(lineOf(records.toReversed(), 'llm.e2el_ms')?.steps[0]?.kind).toBe('better');
    expect(line?.newest).toEqual(same('262 ms'));
  });

  it('has no step below the floor of its metric, however sure it is', () => {
    const records = cycles(60, (index) => ({ ms: around(index < 30 ? 10 : 14, index) }));
    expect(lineOf(records, 'llm.e2el_ms')?.steps).toEqual([]);
  });

  it('has no step from one testbed to another, and finds one across cycles of another that lie between', () => {
    const moved = cycles(40, (index) => ({
      ms: around(index < 20 ? 200 : 300, index),
      testbed: { gpu: index < 20 ? 'A' : 'B' },
    }));
    expect(lineOf(moved, 'llm.e2el_ms')?.steps).toEqual([]);
    expect(trend(moved).testbed).toMatchObject([{ at: { cycle: 21 }, differences: ['gpu: A → B'] }]);
    const inTurn = cycles(80, (index) => ({
      ms: around(index % 2 === 1 ? 900 : index < 40 ? 200 : 300, index),
      testbed: { gpu: index % 2 === 0 ? 'A' : 'B' },
    }));
    expect(lineOf(inTurn, 'llm.e2el_ms')?.steps).toMatchObject([{ at: { cycle: 41 } }]);
  });

  it('has gaps where a cycle has no figure, and figures of imported cycles that are compared with nothing', () => {
    const records = [
      ...cycles(20, (index) => ({ ms: around(900, index), origin: 'imported' })),
      record(21, { ms: null, origin: 'imported', score: null }),
      record(22),
      ...cycles(20, (index) => ({ ms: around(200, index) }), 23),
    ];
    const line = lineOf(records, 'llm.e2el_ms');
    expect(line?.values.slice(19, 23)).toEqual([expect.any(Number), null, null, 200]);
    expect(line?.steps).toEqual([]);
  });

  it('of a state steps whenever that changes, for better or worse', () => {
    const records = ['passed', 'failed', 'odd', 'failed', 'passed'].map((tests, index) =>
      record(index + 1, { tests }),
    );
    const line = lineOf(records, 'tests.state');
    expect(line?.values).toEqual([0, 1, null, 1, 0]);
    expect(line?.steps).toMatchObject([
      { at: { cycle: 2 }, before: 'passed', after: 'failed', kind: 'worse', deltaPct: null },
      { at: { cycle: 5 }, before: 'failed', after: 'passed', kind: 'better' },
    ]);
  });

  it('of the score compares only cycles that were scored by the same criteria', () => {
    const score = (percent: number) => ({ score: { points: percent, max: 100, percent } });
    const fell = cycles(40, (index) => score(index < 20 ? 100 - (index % 2) : 80 - (index % 3)));
    expect(lineOf(fell, 'score')?.steps).toMatchObject([{ at: { cycle: 21 }, kind: 'worse' }]);
    const other = fell.map((each, index) =>
      index < 20 ? each : { ...each, criteria: [...each.criteria, { id: 'gpu', points: 0, weight: 1 }] },
    );
    expect(lineOf(other, 'score')?.steps).toEqual([]);
  });

  it('is left out where no cycle of the window has the figure', () => {
    const records = [record(1, { ms: 200, score: null }), record(2, { score: null })];
    expect(trend(records, 1).lines).toEqual([]);
    expect(trend(records, 1).cycles.map(({ cycle }) => cycle)).toEqual([2]);
  });
});

describe('cycles of one kin', () => {
  it('have no part of the testbed that is known in both and differs, however many do not know it', () => {
    const gpus = ['A', null, 'B', null, 'A', 'B'];
    const beds = gpus.map((gpu) => ({ testbed: { gpu, scenario: 's' }, origin: 'measured' as const }));
    expect(kinsOf(beds)).toEqual([
      [0, 1, 4],
      [2, 3, 5],
    ]);
  });

  it('are each in one, the imported in none', () => {
    const bed = fc.record({
      testbed: fc.record({ gpu: fc.constantFrom('A', 'B', null), driver: fc.constantFrom('1', '2', null) }),
      origin: fc.constantFrom('measured' as const, 'transcribed' as const, 'imported' as const),
    });
    fc.assert(
      fc.property(fc.array(bed), (beds) => {
        const kins = kinsOf(beds);
        const own = beds.flatMap(({ origin }, index) => (origin === 'imported' ? [] : [index]));
        expect(kins.flat().sort((a, b) => a - b)).toEqual(own);
        for (const part of ['gpu', 'driver'] as const)
          for (const kin of kins) {
            const known = kin.flatMap((index) => beds[index]?.testbed[part] ?? []);
            expect(new Set(known).size).toBeLessThanOrEqual(1);
          }
      }),
    );
  });
});

describe('a flaky criterion', () => {
  const flaky = (points: readonly (number | null)[], commit: (index: number) => string | null) =>
    flakyOf(
      points.map((each, index) => record(index + 1, { points: each, commit: commit(index) })),
      RULES.criteria,
    );
  const sameCommit = () => 'c';

  it('fails and passes again at the same commit and testbed', () => {
    expect(flaky([10, 0, 10], sameCommit)).toMatchObject([
      { id: 'llm', title: { en: 'LLM', fr: 'LLM' }, flips: 2, unexplained: 2, judged: 3, last: { cycle: 3 } },
    ]);
  });

  it('is none that a commit broke and a commit mended, nor one that broke once', () => {
    expect(flaky([10, 0, 10], (index) => `c${index}`)).toEqual([]);
    expect(flaky([10, 10, 0, 0], sameCommit)).toEqual([]);
    expect(flaky([10, 0, 10], () => null)).toEqual([]);
  });

  it('is one that flips again and again, whatever changed', () => {
    expect(flaky([10, 0, 10, 0, 10], () => null)).toMatchObject([{ flips: 4, unexplained: 0 }]);
  });

  it('is not told by cycles in which it was not judged, nor by points that pass either way', () => {
    expect(flaky([10, null, 10, 6, 9], sameCommit)).toEqual([]);
    expect(flaky([10, null, 0, null, 10], sameCommit)).toMatchObject([{ flips: 2, judged: 3 }]);
  });
});
