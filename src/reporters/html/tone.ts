import type { CriterionVerdict, Verdict } from '../../domain/review.ts';

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
