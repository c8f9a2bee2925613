import type { MeasuringError } from './error.ts';

/** How wrong one figure is with so many streams at once, as a review takes it or as a load test does. */
export interface Row {
  readonly path: 'review' | 'bench';
  readonly metric: string;
  readonly unit: 'ms' | 'ratio';
  readonly streams: number;
  readonly error: MeasuringError;
}

/**
 * The largest error that does not matter. Half of all figures within 1 ms: a tenth of what the shortest latency that is
 * felt would be. The tail within 5 ms: below that a load test blames its own timers as well.
 */
export const LIMITS = {
  ms: { median: 1, tail: 5 },
  ratio: { median: 0.01, tail: 0.01 },
} as const satisfies Readonly<Record<Row['unit'], { readonly median: number; readonly tail: number }>>;

/** Too early is as wrong as too late. */
export const isTrustworthy = ({ unit, error }: Row): boolean =>
  Math.abs(error.median) <= LIMITS[unit].median && Math.abs(error.tail) <= LIMITS[unit].tail;

/** The most streams with which every figure could be trusted, and with all fewer ones that were tried; 0: with none. */
export function trustedStreams(rows: readonly Row[]): number {
  const tried = [...new Set(rows.map(({ streams }) => streams))].sort((a, b) => a - b);
  const firstBad = tried.findIndex((streams) =>
    rows.some((row) => row.streams === streams && !isTrustworthy(row)),
  );
  return (firstBad === -1 ? tried.at(-1) : tried[firstBad - 1]) ?? 0;
}

/** By how many of its limits a figure is wrong. */
const excess = ({ unit, error }: Row): number =>
  Math.max(Math.abs(error.median) / LIMITS[unit].median, Math.abs(error.tail) / LIMITS[unit].tail);

/** The row that is furthest beyond its limits, or nearest to them. */
export const worstOf = (rows: readonly Row[]): Row | undefined =>
  rows.toSorted((a, b) => excess(b) - excess(a))[0];
