import type { CycleRecord, Testbed } from '../../domain/record.ts';
import { differences } from '../fingerprint.ts';

type Cycle = Pick<CycleRecord, 'testbed' | 'origin'>;

/**
 * The cycles whose figures mean the same, as indexes in their order: those of one testbed, also where others lie between
 * them. A part that a cycle did not see is held to be as in the others of its kind. Figures that ralph did not measure
 * itself are of no kind.
 */
export function kinsOf(cycles: readonly Cycle[]): number[][] {
  const kins: { testbed: Testbed; members: number[] }[] = [];
  for (const [index, { testbed, origin }] of cycles.entries()) {
    if (origin === 'imported') continue;
    const kin = kins.findLast((each) => differences(each.testbed, testbed).length === 0);
    if (!kin) {
      kins.push({ testbed, members: [index] });
      continue;
    }
    kin.members.push(index);
    const known = Object.entries(testbed).filter(([, value]) => value !== null);
    kin.testbed = { ...kin.testbed, ...Object.fromEntries(known) };
  }
  return kins.map(({ members }) => members);
}
