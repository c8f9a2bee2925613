import type { ChangeKind } from '../../domain/change.ts';
import type { CriterionVerdict, Verdict } from '../../domain/review.ts';
import type { Step } from '../../domain/trend.ts';

/** How good something is, as a colour; never by colour alone. */
export type Tone = 'good' | 'warn' | 'bad' | 'plain';

export const VERDICT_TONES: Readonly<Record<Verdict, Tone>> = {
  ok: 'good',
  attention: 'warn',
  blocked: 'bad',
  inconclusive: 'plain',
};

/** Of a criterion: what fails without blocking is a warning. */
export function criterionTone({
  verdict,
  blocking,
}: {
  readonly verdict: CriterionVerdict;
  readonly blocking: boolean;
}): Tone {
  if (verdict === 'fail') return blocking ? 'bad' : 'warn';
  return verdict === 'pass' || verdict === 'warn' ? 'good' : 'plain';
}

/** Of what moved: for the better, for the worse, or neither. */
export const moveTone = (kind: ChangeKind | Step['kind']): Tone =>
  kind === 'worse' ? 'bad' : kind === 'better' ? 'good' : 'plain';
