import type { Change, ChangeKind } from '../domain/change.ts';
import { signed } from '../domain/figure.ts';
import { FULL_POINTS } from '../domain/points.ts';
import type { CycleRecord } from '../domain/record.ts';
import type { Score } from '../domain/review.ts';
import { same, type Text } from '../domain/text.ts';

/** Below this, a difference of two scores is rounding; in points of a hundred. */
const SCORE_FLOOR = 0.05;

/** What of a record its score is. */
export type Scored = Pick<CycleRecord, 'score' | 'criteria'>;

const shown = (score: Score | null): Text | null =>
  score && same(`${score.points}/${score.max} (${score.percent} %)`);

const difference = (before: Score, now: Score): number => Number((now.percent - before.percent).toFixed(1));

const scoredIn = ({ criteria }: Scored): string[] =>
  criteria.flatMap(({ id, weight, points }) => (weight > 0 && points !== null ? [id] : []));

/** The points of these criteria alone, weighed as `now` weighs them: what is worth more today is no progress. */
function scoreOver(ids: readonly string[], { criteria }: Scored, now: Scored): Score | null {
  const sum = (of: (id: string) => number) => Number(ids.reduce((total, id) => total + of(id), 0).toFixed(3));
  const weightOf = (id: string): number => now.criteria.find((each) => each.id === id)?.weight ?? 0;
  const points = sum((id) => weightOf(id) * (criteria.find((each) => each.id === id)?.points ?? 0));
  const max = sum((id) => weightOf(id) * FULL_POINTS);
  return max === 0 ? null : { points, max, percent: Math.round((1000 * points) / max) / 10 };
}

function kindOf(delta: number | null, isKnownThen: boolean): ChangeKind {
  if (delta === null) return isKnownThen ? 'gone' : 'new';
  if (Math.abs(delta) < SCORE_FLOOR) return 'within-noise';
  return delta > 0 ? 'better' : 'worse';
}

/** The two percentages as what they are where they are not over the same criteria. */
function plain(before: Score, now: Score): Text {
  const [then, today] = [before, now].map(({ points, max, percent }) => `${points}/${max} (${percent} %)`);
  const moved = `${signed(difference(before, now))} points`;
  return {
    en: `the plain scores are over other criteria: ${then} → ${today}, ${moved}`,
    fr: `les scores bruts portent sur d’autres critères : ${then} → ${today}, ${moved}`,
  };
}

/**
 * The change of the score in points of a hundred, over the criteria that were scored in both reviews. It is claimed for
 * better or worse where it moved over those that say something by moving (`isSteady`).
 */
export function scoreChange(
  before: Scored,
  now: Scored,
  isSteady: (id: string) => boolean = () => true,
): Change {
  const base = { metric: 'score', unit: 'points', deltaPct: null } as const;
  const title = { en: 'Score', fr: 'Score' };
  const [then, today] = [scoredIn(before), scoredIn(now)];
  const shared = today.filter((id) => then.includes(id));
  if (!before.score || !now.score) {
    const kind = kindOf(null, before.score !== null);
    return { ...base, title, kind, before: shown(before.score), now: shown(now.score), delta: null };
  }
  const steady = shared.filter(isSteady);
  const [stood, stands] = [scoreOver(steady, before, now), scoreOver(steady, now, now)];
  const claimed = stood && stands ? kindOf(difference(stood, stands), true) : 'within-noise';
  const kindOver = (delta: number): ChangeKind => {
    const kind = kindOf(delta, true);
    // A sum that wandered the other way is not told by what is claimed.
    return steady.length === shared.length || kind === claimed ? kind : 'within-noise';
  };
  if (shared.length === then.length && shared.length === today.length) {
    const delta = difference(before.score, now.score);
    return {
      ...base,
      title,
      kind: kindOver(delta),
      before: shown(before.score),
      now: shown(now.score),
      delta,
    };
  }
  const note = plain(before.score, now.score);
  const [was, is] = [scoreOver(shared, before, now), scoreOver(shared, now, now)];
  if (!was || !is)
    return {
      ...base,
      title,
      kind: 'incomparable',
      before: shown(before.score),
      now: shown(now.score),
      delta: null,
      note,
    };
  const delta = difference(was, is);
  const count = shared.length;
  return {
    ...base,
    title: {
      en: count === 1 ? 'Score over the one shared criterion' : `Score over ${count} shared criteria`,
      fr: count === 1 ? 'Score sur le seul critère commun' : `Score sur ${count} critères communs`,
    },
    ...{ kind: kindOver(delta), before: shown(was), now: shown(is), delta, note },
  };
}
