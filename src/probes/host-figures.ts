import { secondsOf, strangersTo } from '../domain/kinship.ts';
import type { MachineLoad } from '../domain/machine.ts';
import type { HostFigures, Lag } from '../domain/noise.ts';
import { quantile } from '../statistics/quantile.ts';

/** What was seen at one moment, and how late ralph's timers had been until then. */
export interface Look {
  readonly load: MachineLoad;
  readonly late: readonly number[];
}

/** Whose share is whose. `stack` null: not known which processes of this machine are the stack's. */
export interface Roots {
  readonly ralph: number;
  readonly stack: readonly number[] | null;
}

/** As many of the others as a person wants to read. */
const MOST_NAMED = 3;
/** Less of the processor than this disturbs nobody. */
const LEAST_NAMED_PCT = 2;

/** The distribution of what timers were late by; null without timers. */
function lagOf(late: readonly number[]): Lag | null {
  const [p50Ms, p99Ms, maxMs] = [0.5, 0.99, 1].map((share) => quantile(late, share));
  return p50Ms === undefined || p99Ms === undefined || maxMs === undefined
    ? null
    : { n: late.length, p50Ms, p99Ms, maxMs };
}

/** Processor seconds of some processes together from one moment to another; null where one of them came or went. */
function usedBy(
  roots: readonly number[],
  all: readonly number[],
  from: MachineLoad,
  to: MachineLoad,
): number | null {
  if (from.processes === null || to.processes === null) return null;
  const [before, after] = [secondsOf(all, from.processes), secondsOf(all, to.processes)];
  return all.reduce<number | null>((sum, pid, place) => {
    if (!roots.includes(pid)) return sum;
    const [then, now] = [before[place] ?? null, after[place] ?? null];
    return sum === null || then === null || now === null ? null : sum + now - then;
  }, 0);
}

function busiestOthers(all: readonly number[], from: MachineLoad, to: MachineLoad, totalS: number) {
  const then = new Map((from.processes ?? []).map(({ pid, ownS }) => [pid, ownS]));
  return strangersTo(all, to.processes ?? [])
    .map(({ pid, name, ownS }) => ({ pid, name, pct: (100 * (ownS - (then.get(pid) ?? 0))) / totalS }))
    .filter(({ pct }) => pct >= LEAST_NAMED_PCT)
    .toSorted((a, b) => b.pct - a.pct)
    .slice(0, MOST_NAMED);
}

/** What went on between two moments. */
export function figuresBetween(
  from: MachineLoad,
  to: MachineLoad,
  late: readonly number[],
  roots: Roots,
): HostFigures {
  const { ralph, stack } = roots;
  const all = [ralph, ...(stack ?? [])];
  const totalS = to.totalS - from.totalS;
  const pct = (seconds: number | null): number | null =>
    seconds === null || totalS <= 0 ? null : Math.min(100, Math.max(0, (100 * seconds) / totalS));
  const busyS = to.busyS - from.busyS;
  const ownS = usedBy(all, all, from, to);
  const swapped = (load: MachineLoad): number | null => load.swappedPages;
  const [out, back] = [swapped(from), swapped(to)];
  return {
    busyPct: pct(busyS),
    stackPct: stack === null ? null : pct(usedBy(stack, all, from, to)),
    ralphPct: pct(usedBy([ralph], all, from, to)),
    otherPct: stack === null || ownS === null ? null : pct(busyS - ownS),
    others: stack === null || totalS <= 0 ? [] : busiestOthers(all, from, to, totalS),
    loadAverage: to.loadAverage,
    availableMib: to.availableMib,
    swappedPages: out === null || back === null ? null : back - out,
    lag: lagOf(late),
  };
}
