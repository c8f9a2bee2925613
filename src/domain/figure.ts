import type { Unit } from './metric.ts';

const DECIMALS: Partial<Record<Unit, number>> = { ratio: 2, s: 2, dBFS: 0, count: 0, MiB: 0 };

const decimals = (value: number, unit: Unit): number =>
  DECIMALS[unit] ?? (unit === 'ms' && Math.abs(value) >= 10 ? 0 : 1);

/** A share too small for its decimals keeps one significant digit, so that 0.002 % is not read as nothing. */
function bare(value: number, unit: Unit): string {
  const fixed = Number(value.toFixed(decimals(value, unit)));
  return String(fixed === 0 && unit === '%' ? Number(value.toPrecision(1)) : fixed);
}

const suffix = (unit: Unit): string =>
  unit === 'count' || unit === 'ratio' ? '' : unit === '%' ? ' %' : ` ${unit}`;

/** A value as a person reads it: "248 ms", "2.7 %", "1362 MiB". */
export const figure = (value: number, unit: Unit): string => `${bare(value, unit)}${suffix(unit)}`;

/** Least to most: "171–393 ms", or one figure where they read the same; undefined without samples. */
export function range(samples: readonly number[], unit: Unit): string | undefined {
  if (samples.length === 0) return undefined;
  const [least, most] = [bare(Math.min(...samples), unit), bare(Math.max(...samples), unit)];
  return least === most ? `${least}${suffix(unit)}` : `${least}–${most}${suffix(unit)}`;
}

/** A signed difference to two significant figures: "−18", "+0.4", "±0". */
export function signed(delta: number): string {
  const rounded = Number(delta.toPrecision(2));
  if (rounded === 0) return '±0';
  return `${rounded < 0 ? '−' : '+'}${Math.abs(rounded)}`;
}
