/** One place that states a score, in parts or whole. */
export interface ScoreStated {
  readonly line: number;
  readonly text: string;
  readonly points: number | null;
  readonly max: number | null;
  /** As it stands, because its decimals say how exact it is; without the sign. */
  readonly percent: string | null;
}

/** "78,75" → 78.75 */
export const decimalOf = (digits: string): number => Number(digits.replace(',', '.'));

const decimals = (digits: string): number => /[.,](\d+)$/.exec(digits)?.[1]?.length ?? 0;

/** Whether a percentage is that of its points, rounded or cut to its own decimals. */
export const isPercentOf = (percent: string, points: number, max: number): boolean =>
  Math.abs((100 * points) / max - decimalOf(percent)) < 10 ** -decimals(percent);

/** Whether two percentages are the same, to the decimals of the coarser one. */
export function samePercent(one: string, other: string): boolean {
  const step = 10 ** -Math.min(decimals(one), decimals(other));
  const apart = Math.abs(decimalOf(one) - decimalOf(other));
  return decimals(one) === decimals(other) ? apart === 0 : apart <= step / 2 + 1e-9;
}
