import { figure } from './figure.ts';
import type { Text } from './text.ts';

/** How late ralph's own timers fired while it waited for answers, in ms. */
export interface Lag {
  /** How many fired. */
  readonly n: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** What went on on ralph's machine in a stretch of the run. Shares are of all cores together; null: not told. */
export interface HostFigures {
  readonly busyPct: number | null;
  /** The serving process, those it started, and the servers of this machine that it asks. */
  readonly stackPct: number | null;
  readonly ralphPct: number | null;
  /** All the rest; null as well where nobody knows what the stack's own share is. */
  readonly otherPct: number | null;
  /** Of the rest the busiest processes, each with its share. */
  readonly others: readonly { readonly pid: number; readonly name: string; readonly pct: number }[];
  readonly loadAverage: number;
  readonly availableMib: number;
  readonly swappedPages: number | null;
  /** Null where ralph waited for nothing. */
  readonly lag: Lag | null;
}

/**
 * Half of what cost a tenth: on four cores, others at 48 % of the processor made the speech of the bundled stack 10 %
 * slower, at 80 % by 13 %, at 87 % by a third and its chat more than twice. A tenth is what a comparison calls a change.
 */
export const OTHERS_PCT = 25;
/** A tenth of what the field calls a good first sound (200 ms). */
export const LAG_MS = 20;
/** With fewer timers the 99th percentile is the latest of them, and one hiccup decides. */
const LEAST_TIMERS = 100;

/** Why times taken meanwhile are in doubt; empty where they are not. */
export function noiseOf({ otherPct, lag }: Pick<HostFigures, 'otherPct' | 'lag'>): readonly Text[] {
  const reasons: Text[] = [];
  if (otherPct !== null && otherPct > OTHERS_PCT) {
    const share = figure(Math.round(otherPct), '%');
    reasons.push({
      en: `other programs used ${share} of the processor`,
      fr: `d’autres programmes prenaient ${share} du processeur`,
    });
  }
  if (lag !== null && lag.n >= LEAST_TIMERS && lag.p99Ms > LAG_MS) {
    const late = figure(lag.p99Ms, 'ms');
    reasons.push({
      en: `ralph itself was up to ${late} late (p99)`,
      fr: `ralph lui-même avait jusqu’à ${late} de retard (p99)`,
    });
  }
  return reasons;
}

/** Several reasons in one clause; undefined without any. */
export const saidTogether = (reasons: readonly Text[]): Text | undefined =>
  reasons.length === 0
    ? undefined
    : { en: reasons.map(({ en }) => en).join(', and '), fr: reasons.map(({ fr }) => fr).join(', et ') };
