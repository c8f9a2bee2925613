import { describe, expect, test } from 'vitest';
import type { CycleRecord } from '../domain/record.ts';
import { baselineFor } from './history.ts';

const record = (cycle: number, changed: Partial<CycleRecord> = {}): CycleRecord => ({
  ...{ cycle, reviewedAt: `2026-01-${10 + cycle}`, file: `cycle-${cycle}.json`, origin: 'measured' },
  ...{ target: 'eva', commit: null, branch: 'main', testbed: { driver: '550' }, verdict: 'ok', score: null },
  ...{ criteria: [], blockers: [], readings: {} },
  ...changed,
});

const now = record(9);
const other = { testbed: { driver: '560' } };
const found = (...asked: Parameters<typeof baselineFor>) => {
  const { cycle, how, differs, history } = baselineFor(...asked) ?? {};
  return { cycle: cycle?.cycle, how, differs, history: history?.map((each) => each.cycle) };
};

describe('the cycle to compare with', () => {
  test('is the newest that is comparable, with those before it as its history', () => {
    const past = [record(8, other), record(7), record(6, other), record(5), record(4, { target: 'x' })];
    expect(found(now, { past })).toEqual({ cycle: 7, how: 'previous', differs: [], history: [7, 5] });
  });

  test('is the newest of all where none is, and what differs is said', () => {
    const past = [record(8, other), record(7, other)];
    expect(found(now, { past })).toEqual({
      ...{ cycle: 8, how: 'previous', differs: ['driver: 560 → 550'], history: [] },
    });
  });

  test('is none where none is wanted, and none where there is none', () => {
    expect(baselineFor(now, { past: [record(8)], chosen: null })).toBeUndefined();
    expect(baselineFor(now, { past: [] })).toBeUndefined();
  });

  test('that a person chose has only those before it as its history', () => {
    const past = [record(8), record(7), record(6)];
    expect(found(now, { past, chosen: record(7) })).toMatchObject({
      cycle: 7,
      how: 'chosen',
      history: [7, 6],
    });
    // Saved evidence, which is no cycle of the archive.
    const alone = record(1, { reviewedAt: '2025-01-01' });
    expect(found(now, { past, chosen: alone })).toMatchObject({ cycle: 1, history: [1] });
  });

  test('is the blessed one of the branch it is of, and no blessing of another', () => {
    const past = [record(8), record(7), record(6)];
    const blessed = [
      { branch: 'main', record: record(6) },
      { branch: 'next', record: record(7) },
    ];
    expect(found(now, { past, blessed })).toMatchObject({ cycle: 6, how: 'blessed', history: [6] });
    expect(found({ ...now, branch: null }, { past, blessed })).toMatchObject({ cycle: 8, how: 'previous' });
    expect(found({ ...now, branch: 'fix' }, { past, blessed, branch: 'next' })).toMatchObject({ cycle: 7 });
  });

  test('is the newest of the branch that was asked for, and its history is of that branch', () => {
    const past = [record(8, { branch: 'fix' }), record(7), record(6, { branch: 'fix' }), record(5)];
    expect(found({ ...now, branch: 'fix' }, { past, branch: 'main' })).toEqual({
      ...{ cycle: 7, how: 'branch', differs: [], history: [7, 5] },
    });
    expect(baselineFor(now, { past, branch: 'gone' })).toBeUndefined();
  });

  test('that was imported is shown and never compared', () => {
    const past = [record(8, { origin: 'imported', testbed: {} })];
    expect(found(now, { past })).toMatchObject({
      ...{ cycle: 8, differs: ['origin: imported → measured'], history: [] },
    });
  });
});
