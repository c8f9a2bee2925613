/** The times of one series of samples, the cold one first where there is one. */
export interface SeriesRow {
  readonly series: string;
  readonly wall_ms: readonly number[];
  /** Which of them were answered: the time of a failure is no latency. */
  readonly answered: readonly boolean[];
  readonly has_cold: boolean;
}

/** Deeper no probe nests its series, */
const MOST_DEEP = 6;
/** and longer none is. */
const MOST_SAMPLES = 10_000;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSample = (value: unknown): value is { readonly wallMs: number } =>
  isObject(value) && Number.isFinite(value.wallMs) && ('reply' in value || 'failure' in value);

function rowOf(name: string, { cold, warm }: Readonly<Record<string, unknown>>): SeriesRow | undefined {
  if (!Array.isArray(warm)) return undefined;
  const all = [...(isSample(cold) ? [cold] : []), ...warm.filter(isSample)].slice(0, MOST_SAMPLES);
  if (all.length === 0) return undefined;
  return {
    series: name,
    wall_ms: all.map(({ wallMs }) => wallMs),
    answered: all.map((sample) => 'reply' in sample),
    has_cold: isSample(cold),
  };
}

/**
 * Every series of samples in the readings of a probe, whichever probe it is: each is named by where it stands, the only one of
 * a probe as the probe itself.
 */
export function seriesOf(probe: string, readings: unknown): SeriesRow[] {
  const found: SeriesRow[] = [];
  const look = (value: unknown, path: readonly string[]): void => {
    if (!isObject(value) || path.length > MOST_DEEP) return;
    const row = rowOf(path.join('.') || probe, value);
    if (row) found.push(row);
    for (const [key, inner] of Object.entries(value))
      if (key !== 'warm' && key !== 'cold') look(inner, [...path, key]);
  };
  look(readings, []);
  return found;
}
