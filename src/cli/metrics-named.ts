import type { Criterion } from '../domain/criterion.ts';
import type { DrawnMetric } from '../domain/metric.ts';
import { SCORE } from '../pipeline/trend/trend.ts';
import { UsageError, unknownWord } from './usage-error.ts';

type Metrics = readonly (readonly [id: string, metric: DrawnMetric])[];

const isCompared = (metric: DrawnMetric): boolean => metric.kind === 'state' || metric.better !== 'neither';

/** What a word stands for: a metric, the metrics of a probe that are compared, or the one metric of which it is a part. */
function meant(word: string, metrics: Metrics): readonly string[] {
  const ids = [SCORE, ...metrics.map(([id]) => id)];
  if (ids.includes(word)) return [word];
  const ofProbe = metrics.filter(([id, metric]) => id.startsWith(`${word}.`) && isCompared(metric));
  if (ofProbe.length > 0) return ofProbe.map(([id]) => id);
  const holding = ids.filter((id) => id.startsWith(word) || id.includes(`.${word}`));
  const [only] = holding;
  if (only !== undefined && holding.length === 1) return [only];
  if (word !== '' && holding.length > 1)
    throw new UsageError(`trend: found "${word}", expected one of ${holding.join(', ')}`);
  throw unknownWord('trend', word, ids, 'a metric such as "ralph list" names');
}

/** The metrics that a person named, each once, in the order named; by default the score and those of the criteria. */
export function metricsNamed(
  words: readonly string[],
  metrics: Metrics,
  criteria: readonly Pick<Criterion, 'metrics'>[],
): string[] {
  const ids =
    words.length === 0
      ? [SCORE, ...criteria.flatMap((criterion) => criterion.metrics ?? [])]
      : words.flatMap((word) => meant(word, metrics));
  return [...new Set(ids)];
}
