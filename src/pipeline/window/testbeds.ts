import type { CycleRecord, Testbed } from '../../domain/record.ts';
import type { TestbedChange } from '../../domain/window.ts';
import { differences } from '../fingerprint.ts';
import { milestoneOf } from './milestone.ts';
import type { Seen } from './stands.ts';

const known = (testbed: Testbed): Testbed =>
  Object.fromEntries(Object.entries(testbed).filter(([, value]) => value !== null));

/** Where in the window the testbed changed. A part that some cycle did not see is held to be as it was last seen. */
export function testbedChanges({ records, from }: Seen): TestbedChange[] {
  let seen: Testbed = {};
  return records.flatMap((record: CycleRecord, index) => {
    const differs = differences(seen, record.testbed);
    seen = { ...seen, ...known(record.testbed) };
    return index < from || differs.length === 0 ? [] : [{ at: milestoneOf(record), differences: differs }];
  });
}
