import { expect, it } from 'vitest';
import type { Records, Slip } from '../archive/record.ts';
import type { CycleRecord } from '../domain/record.ts';
import { seenFrom } from './trend-seen.ts';

/** Records of so many cycles, of which `blocked` says which have a blocker; notes which were looked at. */
function folder(count: number, blocked: (cycle: number) => boolean, unclear: readonly number[] = []) {
  const looked: number[] = [];
  const slips = Array.from({ length: count }, (_, index) => ({ entry: { cycle: index + 1 } }) as Slip);
  const of = async (wanted: readonly Slip[]) =>
    wanted.map(({ entry: { cycle } }) => {
      looked.push(cycle);
      const isUnclear = unclear.includes(cycle);
      return {
        cycle,
        verdict: isUnclear ? 'inconclusive' : 'blocked',
        blockers: !isUnclear && blocked(cycle) ? [{ id: 'a', title: 'A' }] : [],
      } as unknown as CycleRecord;
    });
  return { records: { slips, corrupt: [], of, close: () => {} } as Records, slips, looked };
}

it('reads no more than some cycles before a window at whose begin nothing blocks', async () => {
  const { records, slips, looked } = folder(1_000, (cycle) => cycle < 900);
  const seen = await seenFrom(records, slips, 950);
  expect([seen.records.length - seen.from, seen.records[seen.from]?.cycle]).toEqual([50, 951]);
  expect(looked.length).toBeLessThan(200);
});

it('reads back until a cycle that can tell is without the blocker that stands', async () => {
  const { records, slips, looked } = folder(1_000, (cycle) => cycle > 500, [510]);
  const seen = await seenFrom(records, slips, 950);
  expect(seen.records[0]?.cycle).toBeLessThanOrEqual(500);
  expect(seen.records.map(({ cycle }) => cycle)).toEqual(
    Array.from({ length: seen.records.length }, (_, index) => (seen.records[0]?.cycle ?? 0) + index),
  );
  expect(looked.length).toBeLessThan(700);
});

it('reads to the first cycle of all where it takes that', async () => {
  const { records, slips } = folder(100, () => true);
  expect(await seenFrom(records, slips, 90)).toMatchObject({ from: 90, records: { length: 100 } });
  expect(await seenFrom(records, slips, 0)).toMatchObject({ from: 0, records: { length: 100 } });
});
