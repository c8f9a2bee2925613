import type { Unit } from '../../domain/metric.ts';

interface BaseUnit {
  /** How names of ralph's end in the unit; empty where they do not say it. */
  readonly ours: string;
  /** The base unit, as names end in it; absent for plain numbers. */
  readonly base?: string;
  /** Of a value of ours, the same in the base unit. */
  readonly of: (value: number) => number;
}

const as = (value: number): number => value;

/** Prometheus wants base units throughout: seconds, bytes, ratios of one. */
const BASE_UNITS: Readonly<Record<Unit, BaseUnit>> = {
  ms: { ours: '_ms', base: 'seconds', of: (ms) => ms / 1000 },
  s: { ours: '_s', base: 'seconds', of: as },
  '%': { ours: '_pct', base: 'ratio', of: (pct) => pct / 100 },
  MiB: { ours: '_mib', base: 'bytes', of: (mib) => mib * 2 ** 20 },
  '°C': { ours: '_c', base: 'celsius', of: as },
  W: { ours: '_w', base: 'watts', of: as },
  ratio: { ours: '', base: 'ratio', of: as },
  dBFS: { ours: '', of: as },
  count: { ours: '', of: as },
};

interface Named {
  readonly name: string;
  readonly unit?: string;
  readonly value: number;
}

/** `llm.e2el_ms` of 469 is `ralph_llm_e2el_seconds` of 0.469. */
export function inBaseUnit(metric: string, unit: Unit, value: number): Named {
  const { ours, base, of } = BASE_UNITS[unit];
  const bare = metric.endsWith(ours) ? metric.slice(0, metric.length - ours.length) : metric;
  const plain = `ralph_${bare.replaceAll(/\W/g, '_').replace(/_per_s$/, '_per_second')}`;
  return base === undefined
    ? { name: plain, value: of(value) }
    : { name: `${plain}_${base}`, unit: base, value: of(value) };
}
