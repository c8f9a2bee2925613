import { normalExceededWith, studentScore } from '../normal.ts';
import { byHistory, expectedBy } from './by-history.ts';
import { byPrevious } from './by-previous.ts';
import type { Evidence } from './evidence.ts';
import type { Aspect, Claim, Limits, Measured, Suspicion } from './measured.ts';

const ASPECTS: readonly Aspect[] = ['level', 'tail'];

/** What is this far out is measured again: it costs a few seconds, and claims nothing. */
const SUSPECT_Z = 2;
/** What has added up to this is measured again, and claimed if it still does. */
const DRIFT = 8;
/** Beyond this chance alone goes in 1 % of metrics and cycles: level and tail, up and down. */
const ALARM_Z = normalExceededWith(0.01 / 4);
/** Chance alone claims anything at all in this share of reviews. */
const FALSE_CLAIMS_PER_REVIEW = 0.01;
/** No smaller relative change is told, whatever the tolerance: as logarithms. */
const LEAST_EFFECT: Readonly<Record<Aspect, number>> = { level: Math.log(1.03), tail: Math.log(1.05) };

/** Of a review with so many metrics: Bonferroni over metrics, their two aspects and both directions. */
const claimZ = (metrics: number): number =>
  normalExceededWith(FALSE_CLAIMS_PER_REVIEW / (4 * Math.max(1, metrics)));

function evidenceOf(
  past: readonly Measured[],
  seen: readonly Measured[],
  aspect: Aspect,
): Evidence | undefined {
  const known = byHistory(past, seen, aspect);
  if (known || aspect === 'tail') return known;
  return byPrevious(past[0], seen);
}

function matters({ ratio, difference }: Evidence, aspect: Aspect, { tolerancePct, floor }: Limits): boolean {
  const least = Math.max(LEAST_EFFECT[aspect], Math.log1p(tolerancePct / 100));
  return Math.abs(Math.log(ratio)) > least && Math.abs(difference) > floor;
}

const directionOf = ({ ratio }: Evidence): Suspicion['direction'] => (ratio > 1 ? 'up' : 'down');

/**
 * What in this cycle is far from what earlier comparable ones (newest first) let expect, and is to be measured again.
 * Nothing without a past.
 */
export function suspicions(past: readonly Measured[], now: Measured, limits: Limits): Suspicion[] {
  return ASPECTS.flatMap((aspect) => {
    const evidence = evidenceOf(past, [now], aspect);
    if (!evidence || !matters(evidence, aspect, limits)) return [];
    const { basis, ratio, z, drift } = evidence;
    if (Math.abs(z) <= SUSPECT_Z && Math.abs(drift) <= DRIFT) return [];
    return [{ aspect, basis, direction: directionOf(evidence), ratio, z, isAlarm: Math.abs(z) > ALARM_Z }];
  });
}

/** What of the suspicions of this cycle a second measurement of the same metric shows as well. */
export function claims(past: readonly Measured[], now: Measured, again: Measured, limits: Limits): Claim[] {
  return suspicions(past, now, limits).flatMap(({ aspect, direction }) => {
    const evidence = evidenceOf(past, [now, again], aspect);
    if (!evidence || !matters(evidence, aspect, limits) || directionOf(evidence) !== direction) return [];
    const { basis, ratio, z, drift } = evidence;
    if (Math.abs(z) <= claimZ(limits.metrics) && Math.abs(drift) <= DRIFT) return [];
    return [{ aspect, basis, direction, ratio, z }];
  });
}

/**
 * The smallest rise that a cycle with this past would have claimed, in percent, had both measurements shown it to its full
 * height; null while history is too short to say.
 */
export function detectablePct(
  past: readonly Measured[],
  aspect: Aspect,
  { metrics, tolerancePct }: Pick<Limits, 'metrics' | 'tolerancePct'>,
): number | null {
  const prediction = expectedBy(past, aspect);
  if (!prediction) return null;
  const effect = studentScore(claimZ(metrics), prediction.degrees) * prediction.error;
  return Math.max(100 * Math.expm1(Math.max(effect, LEAST_EFFECT[aspect])), tolerancePct);
}
