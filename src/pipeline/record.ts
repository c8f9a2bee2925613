import type { Evidence } from '../domain/evidence.ts';
import { figure, range } from '../domain/figure.ts';
import { isNoisy, type Metric } from '../domain/metric.ts';
import type { Probe } from '../domain/probe.ts';
import type { CycleRecord, Reading, Readings } from '../domain/record.ts';
import type { Review } from '../domain/review.ts';
import { same } from '../domain/text.ts';
import { sampleShape } from '../statistics/sample-shape.ts';
import { fingerprintOf } from './fingerprint.ts';
import { branchOf } from './resume.ts';

/** Every metric there is, by `probe.metric`. */
export const metricsOf = (probes: readonly Probe[]): readonly (readonly [string, Metric<unknown>])[] =>
  probes.flatMap(({ id, metrics }) =>
    Object.entries<Metric<unknown>>(metrics).map(([name, metric]) => [`${id}.${name}`, metric] as const),
  );

/** Less than this, in any unit, is nothing: a time of 0 has a logarithm all the same. */
const LEAST = 0.001;

function readingOf(metric: Metric<unknown>, readings: unknown): Reading | undefined {
  const value = metric.from(readings);
  if (value === undefined) return undefined;
  if (metric.kind === 'state') {
    const shown = metric.shown?.(readings) ?? metric.states[String(value)] ?? same(String(value));
    return { value, shown };
  }
  const raw = metric.samples?.(readings) ?? [];
  const samples = isNoisy(metric) ? raw.map((each) => Math.max(each, LEAST)) : raw;
  const single = [Math.max(Number(value), LEAST)];
  const shape = isNoisy(metric) ? sampleShape(samples.length > 0 ? samples : single) : undefined;
  const of = metric.of?.(readings);
  return {
    value,
    shown: same(range(raw, metric.unit) ?? figure(Number(value), metric.unit)),
    ...(of && { of }),
    ...(shape && { shape }),
    ...(samples.length > 0 && { samples }),
  };
}

/** What every probe measured. */
export function readingsOf(evidence: Pick<Evidence, 'observations'>, probes: readonly Probe[]): Readings {
  const found = probes.flatMap((probe) => {
    const observation = evidence.observations[probe.id];
    if (observation?.kind !== 'observed') return [];
    return metricsOf([probe]).flatMap(([id, metric]) => {
      const reading = readingOf(metric, observation.readings);
      return reading ? [[id, reading] as const] : [];
    });
  });
  return Object.fromEntries(found);
}

/** Of what, where and how a run was made: what decides which other runs it compares with. */
export const whereOf = (
  evidence: Evidence,
  probes: readonly Probe[],
): Pick<CycleRecord, 'origin' | 'target' | 'branch' | 'testbed'> => ({
  origin: evidence.provenance.kind,
  target: evidence.target.name,
  branch: branchOf(evidence),
  testbed: fingerprintOf(evidence, probes),
});

/** What history keeps of a cycle; `file` is the name of its review. */
export const recordOf = (
  review: Pick<Review, 'cycle' | 'reviewedAt' | 'commit' | 'verdict' | 'score' | 'criteria' | 'blockers'>,
  evidence: Evidence,
  probes: readonly Probe[],
  file: string,
): CycleRecord => ({
  cycle: review.cycle,
  reviewedAt: review.reviewedAt,
  file,
  commit: review.commit,
  ...whereOf(evidence, probes),
  verdict: review.verdict,
  score: review.score,
  criteria: review.criteria.map(({ id, points, weight }) => ({ id, points, weight })),
  blockers: review.blockers.map(({ id, title }) => ({ id, title })),
  readings: readingsOf(evidence, probes),
});
