import type { Metric } from '../../domain/metric.ts';
import type { CycleRecord } from '../../domain/record.ts';
import type { Gap, TargetWindow, WindowAsked, WindowReport } from '../../domain/window.ts';
import { comparableOf, levelMoves } from './levels.ts';
import { milestoneOf, windowCycleOf } from './milestone.ts';
import { type Names, type Seen, standsOf } from './stands.ts';
import { stateMoves } from './states.ts';
import { testbedChanges } from './testbeds.ts';

/** What a window is read by. */
export interface WindowRules extends Names {
  readonly metrics: readonly (readonly [string, Metric<unknown>])[];
  readonly tolerancePct: number;
}

/** A review that cannot be read. */
export interface Corrupt {
  readonly cycle: number;
  /** YYYY-MM-DD, as in its name. */
  readonly date: string;
  readonly why: string;
}

/** What lies in a folder of reviews. */
export interface Folder {
  /** In the order of their cycles. */
  readonly records: readonly CycleRecord[];
  readonly corrupt: readonly Corrupt[];
}

function targetWindow(target: string, seen: Seen, rules: WindowRules): TargetWindow {
  const comparable = comparableOf(seen);
  return {
    target,
    cycles: seen.records.slice(seen.from).map(windowCycleOf),
    stands: standsOf(seen, rules),
    states: stateMoves(seen, rules.metrics),
    ...levelMoves(comparable, rules.metrics, rules.tolerancePct),
    comparable: comparable.from,
    cyclesBefore: seen.from,
    testbed: testbedChanges(seen),
  };
}

/** The history of a target up to its newest cycle, and where in it the window begins; undefined where it has none in it. */
function seenOf(records: readonly CycleRecord[], asked: WindowAsked): Seen | undefined {
  const from =
    'last' in asked
      ? Math.max(0, records.length - asked.last)
      : records.findIndex(({ reviewedAt }) => Date.parse(reviewedAt) >= Date.parse(asked.since));
  return from < 0 || records.length === 0 ? undefined : { records, from };
}

/** The numbers from `first` on that are skipped between those of `known`. */
function gapsIn(known: readonly number[], first: number): Gap[] {
  const numbers = [...new Set(known)].filter((cycle) => cycle >= first).sort((a, b) => a - b);
  return numbers.flatMap((cycle, index) => {
    const next = numbers[index + 1] ?? cycle + 1;
    return next > cycle + 1 ? [{ from: cycle + 1, to: next - 1 }] : [];
  });
}

/** What happened over a window of a folder's history: of one target, or of each by itself. */
export function windowReport(
  { records, corrupt }: Folder,
  asked: WindowAsked,
  rules: WindowRules,
  only?: string,
): WindowReport {
  const named = [...new Set(records.map(({ target }) => target))]
    .filter((target) => only === undefined || target === only)
    .sort();
  const seen = named.flatMap((target) => {
    const found = seenOf(
      records.filter((record) => record.target === target),
      asked,
    );
    return found ? [{ target, found }] : [];
  });
  const first = Math.min(...seen.map(({ found }) => found.records[found.from]?.cycle ?? 0));
  const isInside = ({ cycle, date }: Corrupt): boolean =>
    cycle > first || seen.length === 0 || ('since' in asked && date >= asked.since.slice(0, 10));
  const newest = records.filter(({ target }) => only === undefined || target === only).at(-1);
  return {
    asked,
    targets: seen.map(({ target, found }) => targetWindow(target, found, rules)),
    missing: gapsIn(
      [...records, ...corrupt].map(({ cycle }) => cycle),
      first,
    ),
    corrupt: corrupt.filter(isInside).map(({ why }) => why),
    newestBefore: seen.length === 0 && newest ? milestoneOf(newest) : null,
  };
}
