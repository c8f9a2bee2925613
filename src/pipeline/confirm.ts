import type { Evidence } from '../domain/evidence.ts';
import type { Probe } from '../domain/probe.ts';
import type { Review } from '../domain/review.ts';
import type { Scenario } from '../domain/scenario.ts';
import { readingsOf } from './record.ts';

/** What is put a second time, and how. */
export interface SecondTime {
  readonly probes: readonly Probe[];
  readonly scenario: Scenario;
}

/** A second series tells best what the first may owe to chance where it is so many times as long. */
const TIMES = 4;
/** No series is longer, in samples and in time, unless the first was. */
const MOST_SAMPLES = 80;
const LONGEST_MS = 60_000;

/** The metrics that seem to have moved, and were measured once. */
const suspected = ({ changes }: Pick<Review, 'changes'>): string[] =>
  changes.flatMap(({ metric, proof }) => (proof?.suspected && proof.measured === 1 ? [metric] : []));

/**
 * What of a review to put a second time, alone: the probes of the load whose figures seem to have moved, with longer series.
 * Undefined where there is none, or all of them have been.
 */
export function secondTime(
  review: Pick<Review, 'changes'>,
  evidence: Evidence,
  all: readonly Probe[],
): SecondTime | undefined {
  const { confirmations = {}, scenario } = evidence;
  const moved = suspected(review);
  const probes = all.filter(
    ({ id, phase }) =>
      phase === 'load' &&
      moved.some((metric) => metric.startsWith(`${id}.`)) &&
      !Object.hasOwn(confirmations, id),
  );
  if (probes.length === 0) return undefined;
  const readings = readingsOf(evidence, probes);
  const longest = Math.max(1, ...moved.map((metric) => readings[metric]?.shape?.n ?? 1));
  // Of all times of these probes: what moved may be the first word of an answer that takes long, or a ratio.
  const slowestMs = Math.max(
    1,
    ...Object.entries(readings).map(([metric, { shape }]) =>
      shape && metric.endsWith('_ms') ? Math.exp(shape.level) : 0,
    ),
  );
  const samples = Math.max(
    longest,
    Math.min(MOST_SAMPLES, TIMES * longest, Math.floor(LONGEST_MS / slowestMs)),
  );
  return { probes, scenario: { ...scenario, samples, mostSamples: samples } };
}
