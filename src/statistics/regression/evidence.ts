import type { Aspect, Basis, Measured } from './measured.ts';

/** What one or more measurements of this cycle say against earlier cycles, in one aspect. */
export interface Evidence {
  readonly basis: Basis;
  /** now / before. */
  readonly ratio: number;
  /** Now less before, in the unit of the metric. */
  readonly difference: number;
  /** As a standard normal value. */
  readonly z: number;
  /** What small shifts of many cycles add up to, above zero upwards, in standard deviations; 0 where nothing does. */
  readonly drift: number;
}

/** The figure of an aspect, in logarithms; null where there were too few samples for it. */
export const figureOf = ({ shape }: Measured, aspect: Aspect): number | null => shape[aspect];

/** Several measurements of the same cycle as one figure, each as heavy as it has samples. */
export function pooled(seen: readonly Measured[], aspect: Aspect): number | null {
  let sum = 0;
  let weight = 0;
  for (const measured of seen) {
    const figure = figureOf(measured, aspect);
    if (figure === null) return null;
    sum += measured.shape.n * figure;
    weight += measured.shape.n;
  }
  return weight === 0 ? null : sum / weight;
}
