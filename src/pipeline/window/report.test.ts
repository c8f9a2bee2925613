import { describe, expect, test } from 'vitest';
import type { CycleRecord } from '../../domain/record.ts';
import type { WindowAsked } from '../../domain/window.ts';
import { windowOutcome } from './outcome.ts';
import { count, metrics, noonOf, record, records, time } from './records.fixture.ts';
import { windowReport } from './report.ts';

const rules = {
  metrics,
  criteria: new Map([['tts', { en: 'Speech', fr: 'Voix' }]]),
  explains: new Map([
    ['slow', ['tts']],
    ['mute', ['tts', 'e2e']],
  ]),
  tolerancePct: 10,
};

const report = (all: readonly CycleRecord[], asked: WindowAsked, only?: string) =>
  windowReport({ records: all, corrupt: [] }, asked, rules, only);

/** The one target of a report. */
function windowOf(all: readonly CycleRecord[], asked: WindowAsked) {
  const [window] = report(all, asked).targets;
  if (!window) throw new RangeError('no cycle lies in the window');
  return window;
}

const blocker = (id: string) => ({ id, title: `The ${id}` });
const blocked = (...ids: string[]): Partial<CycleRecord> => ({
  verdict: 'blocked',
  blockers: ids.map(blocker),
});

describe('which cycles', () => {
  test('from a moment on, the moment included; so many of the end; all where there are fewer', () => {
    const all = records(5);
    const cycles = (asked: WindowAsked) => windowOf(all, asked).cycles.map(({ cycle }) => cycle);
    expect(cycles({ since: noonOf(4) })).toEqual([4, 5]);
    expect(cycles({ since: '2026-01-04T12:00:00.001Z' })).toEqual([5]);
    expect(cycles({ last: 2 })).toEqual([4, 5]);
    expect(cycles({ last: 9 })).toEqual([1, 2, 3, 4, 5]);
  });

  test('none: nothing is told but which was the newest', () => {
    expect(report(records(3), { since: noonOf(4) })).toEqual({
      asked: { since: noonOf(4) },
      targets: [],
      missing: [],
      corrupt: [],
      newestBefore: { cycle: 3, reviewedAt: noonOf(3), commit: 'c3' },
    });
    expect(report([], { last: 3 }).newestBefore).toBeNull();
  });

  test('each target by itself, or the one that is named', () => {
    const all = [record(1), record(2, { target: 'adam' }), record(3, { target: 'adam' })];
    expect(report(all, { last: 1 }).targets.map(({ target, cycles }) => [target, cycles[0]?.cycle])).toEqual([
      ['adam', 3],
      ['eva', 1],
    ]);
    expect(report(all, { last: 1 }, 'eva').targets).toHaveLength(1);
  });

  test('numbers that no review has are said from the window on, and files that cannot be read', () => {
    const all = [1, 3, 4, 7, 9].map((cycle) => record(cycle));
    const corrupt = [
      { cycle: 2, date: '2026-01-02', why: 'old' },
      { cycle: 8, date: '2026-01-08', why: 'new' },
    ];
    const found = windowReport({ records: all, corrupt }, { last: 3 }, rules);
    expect(found).toMatchObject({ missing: [{ from: 5, to: 6 }], corrupt: ['new'] });
  });

  test('a number as large as a name allows costs nothing', () => {
    expect(report([record(1), { ...record(2), cycle: 999_999_999 }], { last: 2 }).missing).toEqual([
      { from: 2, to: 999_999_998 },
    ]);
  });
});

describe('what stood', () => {
  test('a blocker that began before the window is followed back to its first cycle', () => {
    const all = records(6, (cycle) => (cycle >= 3 ? blocked('a') : {}));
    expect(windowOf(all, { last: 2 }).stands).toEqual([
      {
        kind: 'blocker',
        id: 'a',
        title: { en: 'The a', fr: 'The a' },
        first: { cycle: 3, reviewedAt: noonOf(3), commit: 'c3' },
        last: { cycle: 6, reviewedAt: noonOf(6), commit: 'c6' },
        cycles: 4,
        standing: 'open',
        gone: null,
        durationMs: 3 * 86_400_000,
        broke: false,
      },
    ]);
  });

  test('one that an imported review told is gone only where all that it may cost holds', () => {
    const all = [
      record(1, { ...blocked('slow', 'told-otherwise'), origin: 'imported', criteria: [] }),
      record(2, { criteria: [{ id: 'llm', points: 10, weight: 1 }] }),
      record(3, { criteria: [{ id: 'tts', points: null, weight: 1 }] }),
      record(4),
    ];
    const stands = (count: number) =>
      windowOf(all.slice(0, count), { last: count }).stands.map(({ id, standing, gone }) => [
        id,
        standing,
        gone?.cycle,
      ]);
    expect(stands(3)).toEqual([
      ['slow', 'unknown', undefined],
      ['told-otherwise', 'unknown', undefined],
    ]);
    expect(stands(4)).toEqual([
      ['slow', 'fixed', 4],
      ['told-otherwise', 'unknown', undefined],
    ]);
  });

  test('one that came and went, and came again, is told twice', () => {
    const all = records(6, (cycle) => ([3, 4, 6].includes(cycle) ? blocked('a') : {}));
    expect(windowOf(all, { last: 5 }).stands).toMatchObject([
      {
        first: { cycle: 3 },
        last: { cycle: 4 },
        gone: { cycle: 5 },
        cycles: 2,
        durationMs: 2 * 86_400_000,
        broke: true,
      },
      { first: { cycle: 6 }, gone: null, cycles: 1, durationMs: 0, broke: true },
    ]);
  });

  test('one that was over before the window is not told, one that the window ends is', () => {
    const all = records(6, (cycle) => (cycle <= 3 ? blocked('a') : {}));
    expect(windowOf(all, { last: 3 }).stands).toMatchObject([{ gone: { cycle: 4 } }]);
    expect(windowOf(all, { last: 2 }).stands).toEqual([]);
  });

  test('what was there from the first cycle on did not break', () => {
    expect(
      windowOf(
        records(2, () => blocked('a')),
        { last: 2 },
      ).stands,
    ).toMatchObject([{ broke: false, cycles: 2 }]);
  });

  test('a review that claims nothing ends no row, and does not begin one by its silence', () => {
    const all = records(5, (cycle) =>
      cycle === 3 ? { verdict: 'inconclusive' } : cycle === 1 ? {} : blocked('a'),
    );
    expect(windowOf(all, { last: 3 }).stands).toMatchObject([
      { first: { cycle: 2 }, cycles: 3, broke: false },
    ]);
    const silent = records(3, (cycle) =>
      cycle === 2 ? blocked('a') : cycle === 3 ? { verdict: 'inconclusive' } : {},
    );
    expect(windowOf(silent, { last: 2 }).stands).toMatchObject([{ standing: 'unknown', last: { cycle: 2 } }]);
    expect(windowOf(silent, { last: 1 }).stands).toEqual([]);
  });

  test('one that something worse hides is not fixed, and one that something lighter follows is', () => {
    const points = (tts: number | null) => ({ criteria: [{ id: 'tts', points: tts, weight: 1 }] });
    const told: Partial<CycleRecord>[] = [
      points(10),
      { ...blocked('slow'), ...points(3) },
      { ...blocked('mute'), ...points(0) },
      { ...points(null), verdict: 'ok' },
      { ...blocked('slow'), ...points(3) },
      points(10),
    ];
    const all = records(6, (cycle) => told[cycle - 1] ?? {});
    const blockers = windowOf(all, { last: 6 }).stands.filter(({ kind }) => kind === 'blocker');
    expect(blockers).toMatchObject([
      { id: 'slow', first: { cycle: 2 }, last: { cycle: 5 }, cycles: 2, gone: { cycle: 6 } },
      { id: 'mute', first: { cycle: 3 }, last: { cycle: 3 }, cycles: 1, gone: { cycle: 5 } },
    ]);
    const unasked = windowOf(all.slice(0, 4), { last: 4 }).stands.filter(({ kind }) => kind === 'blocker');
    expect(unasked).toMatchObject([{ standing: 'unknown' }, { standing: 'unknown' }]);
  });

  test('a criterion fails under six points; one that was not judged says nothing, and is not told for ever', () => {
    const points = (of: number | null) => ({ criteria: [{ id: 'tts', points: of, weight: 1 }] });
    const all = records(6, (cycle) => points([10, 6, 5, null, 0, 10][cycle - 1] ?? null));
    expect(windowOf(all, { last: 4 }).stands).toMatchObject([
      {
        kind: 'criterion',
        id: 'tts',
        title: { en: 'Speech' },
        first: { cycle: 3 },
        last: { cycle: 5 },
        cycles: 2,
        broke: true,
        gone: { cycle: 6 },
      },
    ]);
    const dropped = records(6, (cycle) => (cycle === 1 ? points(0) : { criteria: [] }));
    expect(windowOf(dropped, { last: 2 }).stands).toEqual([]);
  });
});

describe('states and testbed', () => {
  const state = (value: string) => ({
    readings: { 'tests.state': { value, shown: { en: `${value}!`, fr: `${value} !` } } },
  });

  test('a state is told by its end against what was before the window, with the cycle since which it is so', () => {
    const all = records(6, (cycle) => state(cycle >= 5 ? 'failed' : 'passed'));
    expect(windowOf(all, { last: 3 }).states).toEqual([
      {
        metric: 'tests.state',
        title: { en: 'Tests', fr: 'Tests' },
        kind: 'worse',
        before: { en: 'passed!', fr: 'passed !' },
        now: { en: 'failed!', fr: 'failed !' },
        at: { cycle: 5, reviewedAt: noonOf(5), commit: 'c5' },
      },
    ]);
    expect(
      windowOf(
        [...all].map((each) => ({ ...each, ...state('passed') })),
        { last: 3 },
      ).states,
    ).toEqual([]);
  });

  test('one that came back has not moved, and without a cycle before its begin in the window counts', () => {
    const all = records(3, (cycle) => state(cycle === 2 ? 'failed' : 'passed'));
    expect(windowOf(all, { last: 2 }).states).toEqual([]);
    expect(windowOf(all.slice(0, 2), { last: 2 }).states).toMatchObject([
      { kind: 'worse', at: { cycle: 2 } },
    ]);
    expect(windowOf(all.slice(1), { last: 2 }).states).toMatchObject([{ kind: 'better', at: { cycle: 3 } }]);
  });

  test('a change of the testbed is told where it came, also across a cycle that did not see the part', () => {
    const driver = ['550', '550', null, '560', '560'];
    const all = records(5, (cycle) => ({
      testbed: { driver: driver[cycle - 1] ?? null, gpu: cycle < 5 ? 'A' : 'B' },
    }));
    const changes = (last: number) =>
      windowOf(all, { last }).testbed.map(({ at, differences }) => [at.cycle, differences]);
    expect(changes(3)).toEqual([
      [4, ['driver: 550 → 560']],
      [5, ['gpu: A → B']],
    ]);
    expect(changes(1)).toEqual([[5, ['gpu: A → B']]]);
  });
});

describe('levels', () => {
  /** 200 ms or so, and from one cycle on as much as is told. */
  const tts = (cycle: number, from: number, factor: number) => ({
    readings: { 'tts.total_ms': time((200 + (cycle % 3)) * (cycle >= from ? factor : 1)) },
  });

  test('a figure that moved in the window is told with the cycle and the commit', () => {
    const all = records(14, (cycle) => tts(cycle, 12, 1.5));
    const { moves, worst, comparable } = windowOf(all, { last: 5 });
    expect(moves).toEqual([
      {
        metric: 'tts.total_ms',
        title: { en: 'TTS', fr: 'TTS' },
        unit: 'ms',
        kind: 'worse',
        before: expect.closeTo(201, 0),
        now: expect.closeTo(301.5, 0),
        deltaPct: expect.closeTo(50, 0),
        cycles: { before: 9, now: 3 },
        at: { cycle: 12, reviewedAt: noonOf(12), commit: 'c12' },
      },
    ]);
    expect([worst, comparable]).toEqual([moves, 9]);
  });

  test('the same the other way is an improvement, and no worsening', () => {
    const { moves, worst } = windowOf(
      records(14, (cycle) => tts(cycle, 12, 0.5)),
      { last: 5 },
    );
    expect([moves[0]?.kind, worst]).toEqual(['better', []]);
  });

  test('what is below the tolerance or the floor is within noise, however sure it is', () => {
    const small = windowOf(
      records(14, (cycle) => tts(cycle, 10, 1.09)),
      { last: 5 },
    );
    expect(small.moves).toEqual([]);
    expect(small.worst).toMatchObject([{ kind: 'within-noise', at: null }]);
    const quick = records(14, (cycle) => ({ readings: { 'tts.total_ms': time(cycle >= 10 ? 12 : 2) } }));
    expect(windowOf(quick, { last: 5 })).toMatchObject({ moves: [], worst: [] });
  });

  test('with too little before, nothing is claimed', () => {
    const two = [record(1, tts(1, 2, 9)), record(2, tts(2, 2, 9))];
    expect(windowOf(two, { last: 1 })).toMatchObject({
      moves: [],
      comparable: 1,
      worst: [{ kind: 'within-noise' }],
    });
  });

  test('cycles of another testbed are not compared with, nor those of reviews that were imported', () => {
    const other = records(14, (cycle) => ({
      ...tts(cycle, 12, 2),
      testbed: { driver: cycle < 12 ? '550' : '560' },
    }));
    expect(windowOf(other, { last: 5 })).toMatchObject({
      moves: [],
      worst: [],
      comparable: 0,
      cyclesBefore: 9,
    });
    const imported = records(14, (cycle) => ({
      ...tts(cycle, 12, 2),
      origin: cycle < 12 ? 'imported' : 'measured',
    }));
    expect(windowOf(imported, { last: 5 })).toMatchObject({ moves: [], comparable: 0 });
  });

  test('a count that was always the same and is not any more is told from its floor on', () => {
    const errors = (now: number) =>
      records(14, (cycle) => ({ readings: { 'stats.errors': count(cycle >= 12 ? now : 0) } }));
    expect(windowOf(errors(9), { last: 3 }).moves).toMatchObject([
      { kind: 'worse', before: 0, now: 9, deltaPct: null, at: { cycle: 12 } },
    ]);
    expect(windowOf(errors(1), { last: 3 })).toMatchObject({ moves: [], worst: [] });
  });
});

describe('the gate', () => {
  const outcomes = (all: readonly CycleRecord[], last = 2) => {
    const found = report(all, { last });
    return (['blocked', 'attention', 'regression', 'never'] as const).map((failOn) =>
      windowOutcome(found, failOn),
    );
  };

  test('is closed by the newest verdict, by what broke and stands, and by nothing that is over', () => {
    expect(outcomes(records(3))).toEqual(['passed', 'passed', 'passed', 'passed']);
    expect(outcomes(records(3, () => blocked('a')))).toEqual(['failed', 'failed', 'failed', 'passed']);
    expect(outcomes(records(3, (cycle) => (cycle === 2 ? blocked('a') : {})))).toEqual(
      Array(4).fill('passed'),
    );
    const criterion = records(3, (cycle) => ({
      ...(cycle === 3 && { verdict: 'attention' as const }),
      criteria: [{ id: 'tts', points: cycle === 3 ? 5 : 10, weight: 1 }],
    }));
    expect(outcomes(criterion)).toEqual(['passed', 'failed', 'failed', 'passed']);
  });

  test('is closed by a figure that regressed', () => {
    const slower = records(14, (cycle) => ({
      readings: { 'tts.total_ms': time(cycle >= 12 ? 400 : 200 + (cycle % 3)) },
    }));
    expect(outcomes(slower, 3)).toEqual(['passed', 'passed', 'failed', 'passed']);
  });

  test('cannot say where nothing was measured, or the newest claims nothing', () => {
    expect(outcomes([])).toEqual(['unclear', 'unclear', 'unclear', 'passed']);
    expect(outcomes(records(2, (cycle) => (cycle === 2 ? { verdict: 'inconclusive' } : {})))).toEqual([
      ...['unclear', 'unclear', 'unclear'],
      'passed',
    ]);
  });
});
