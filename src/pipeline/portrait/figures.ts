import type { Criterion } from '../../domain/criterion.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { SampledFigure } from '../../domain/portrait.ts';
import type { Probe } from '../../domain/probe.ts';
import { median } from '../../statistics/quantile.ts';
import { metricsOf, readingsOf } from '../record.ts';

/** With fewer there is nothing to see that a range does not say. */
const LEAST_SAMPLES = 3;

/** What the criteria of the run hold each metric to. */
function objectives(evidence: Evidence, criteria: readonly Criterion[]): Map<string, number> {
  return new Map(
    criteria.flatMap(({ id, objective }) => {
      const settings = evidence.rubric.criteria[id];
      return objective && settings ? [[objective.of, settings.objective ?? objective.value] as const] : [];
    }),
  );
}

/** Every figure of the run that is made of samples, in the order of the metrics. */
export function sampledFigures(
  evidence: Evidence,
  probes: readonly Probe[],
  criteria: readonly Criterion[],
): SampledFigure[] {
  const readings = readingsOf(evidence, probes);
  const limits = objectives(evidence, criteria);
  return metricsOf(probes).flatMap(([metric, { kind, title, ...rest }]) => {
    const samples = readings[metric]?.samples ?? [];
    const middle = median(samples);
    if (kind !== 'number' || !('unit' in rest) || middle === undefined || samples.length < LEAST_SAMPLES)
      return [];
    return [
      { metric, title, unit: rest.unit, samples, median: middle, objective: limits.get(metric) ?? null },
    ];
  });
}
