import { normalExceededWith, studentScore } from '../normal.ts';
import { byDrift, DRIFT } from './by-drift.ts';
import { figuresOf, historyOf, together } from './by-history.ts';
import { byPrevious } from './by-previous.ts';
import type { Evidence, Test } from './evidence.ts';
import type { Aspect, Basis, Claim, Limits, Measured, Suspicion } from './measured.ts';

/** Fewer samples a series, and a second one four times as long, are never far enough out by ranks alone to be claimed. */
export const LEAST_RANKED = 5;

const ASPECTS: readonly Aspect[] = ['level', 'tail'];

/**
 * In so many reviews prediction intervals claim what is not there; drifts have the rest of 1 %. Split evenly over metrics,
 * their two aspects and both directions (Bonferroni: it asks for no independence, and metrics of one stack have none).
 */
const FALSE_CLAIMS = 0.0075;
/** Chance alone claims anything at all in this share of reviews, where each metric has twelve comparable cycles or more. */
export const FALSE_CLAIMS_PER_REVIEW = 0.01;
const beyondChance = ({ metrics }: Pick<Limits, 'metrics'>): number =>
  normalExceededWith(FALSE_CLAIMS / (4 * Math.max(1, metrics)));

/** One way to see a change, and how large its z has to be. */
interface Sight {
  readonly basis: Basis;
  readonly test: Test;
  /** Beyond this it is measured again, which costs some seconds and claims nothing. */
  readonly suspect: number;
  /** Beyond this it may be told unconfirmed. */
  readonly alarm: number;
  /** Beyond this, with the second measurement, it is claimed. */
  readonly claim: (limits: Limits) => number;
}

const SIGHTS: readonly Sight[] = [
  { basis: 'history', test: together(1), suspect: 2, alarm: 3, claim: beyondChance },
  { basis: 'history', test: together(2), suspect: 2.5, alarm: 4, claim: beyondChance },
  { basis: 'history', test: together(3), suspect: 2.5, alarm: 4, claim: beyondChance },
  { basis: 'history', test: byDrift, suspect: DRIFT, alarm: DRIFT, claim: () => DRIFT },
  { basis: 'previous', test: byPrevious, suspect: 2, alarm: Number.POSITIVE_INFINITY, claim: () => 3.3 },
];

/** No smaller relative change is told, whatever the tolerance: as logarithms. */
const LEAST_EFFECT: Readonly<Record<Aspect, number>> = { level: Math.log(1.03), tail: Math.log(1.05) };

const leastEffect = (aspect: Aspect, { tolerancePct }: Pick<Limits, 'tolerancePct'>): number =>
  Math.max(LEAST_EFFECT[aspect], Math.log1p(tolerancePct / 100));

function matters({ ratio, difference, z }: Evidence, aspect: Aspect, limits: Limits): boolean {
  const effect = Math.log(ratio) * Math.sign(z);
  return effect > leastEffect(aspect, limits) && Math.abs(difference) > limits.floor;
}

function seenBy(
  sight: Sight,
  least: number,
  [past, seen, aspect, limits]: Parameters<Test>,
): Claim | undefined {
  const hasHistory = historyOf(figuresOf(past, aspect), 0) !== undefined;
  if (hasHistory !== (sight.basis === 'history')) return undefined;
  const evidence = sight.test(past, seen, aspect, limits);
  if (!evidence || Math.abs(evidence.z) <= least || !matters(evidence, aspect, limits)) return undefined;
  const { ratio, z, cycles } = evidence;
  return { aspect, basis: sight.basis, direction: z > 0 ? 'up' : 'down', ratio, z, cycles };
}

/** The first of what was found for each aspect: a change is told once. */
const firstOf = <Found>(look: (aspect: Aspect, sight: Sight) => Found | undefined): Found[] =>
  ASPECTS.flatMap((aspect) => {
    for (const sight of SIGHTS) {
      const found = look(aspect, sight);
      if (found) return [found];
    }
    return [];
  });

/**
 * What in this cycle is far from what earlier comparable ones (newest first) let expect, and is to be measured again.
 * Nothing without a past.
 */
export const suspicions = (past: readonly Measured[], now: Measured, limits: Limits): Suspicion[] =>
  firstOf((aspect, sight) => {
    const found = seenBy(sight, sight.suspect, [past, [now], aspect, limits]);
    return found && { ...found, isAlarm: Math.abs(found.z) > sight.alarm };
  });

/**
 * What of the suspicions of this cycle still stands with a second measurement of the same metric: it should have four times
 * as many samples as the first. Chance alone claims something in less than 1 % of reviews of `limits.metrics` metrics with
 * twelve comparable cycles or more; `basis: 'previous'` has no such promise.
 */
export function claims(past: readonly Measured[], now: Measured, again: Measured, limits: Limits): Claim[] {
  // Both together may be far out because one of them was, which a hiccup is; the second must say so by itself.
  const alone = suspicions(past, again, { ...limits, tolerancePct: 0, floor: 0 });
  return firstOf((aspect, sight) => {
    const suspicion = seenBy(sight, sight.suspect, [past, [now], aspect, limits]);
    const claim = suspicion && seenBy(sight, sight.claim(limits), [past, [now, again], aspect, limits]);
    const isSaid = alone.some((said) => said.aspect === aspect && said.direction === claim?.direction);
    return isSaid && claim?.direction === suspicion?.direction ? claim : undefined;
  });
}

/**
 * The smallest rise of a level, in percent, that this past lets one cycle claim, had both measurements shown it to its full
 * height and said nothing of the variance within cycles; null while history is too short to say.
 */
export function detectablePct(
  past: readonly Measured[],
  limits: Pick<Limits, 'metrics' | 'tolerancePct'>,
): number | null {
  const history = historyOf(figuresOf(past, 'level'), 0);
  if (!history) return null;
  const { variance, count } = history;
  const t = studentScore(beyondChance(limits), count - 1);
  return 100 * Math.expm1(Math.max(t * Math.sqrt(variance * (1 + 1 / count)), leastEffect('level', limits)));
}
