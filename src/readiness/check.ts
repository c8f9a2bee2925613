import type { Text } from '../domain/text.ts';

/**
 * `ready`: a review measures it; `gap`: it is left out of a review, and costs no points; `wrong`: a review would fail for
 * it, or could not be made.
 */
export type Standing = 'ready' | 'gap' | 'wrong';

/** One thing that a review stands on. */
export interface Check {
  readonly id: string;
  readonly of: 'machine' | 'stack' | 'fleet';
  readonly title: Text;
  readonly standing: Standing;
  /** What is there, and what of a review follows from it. */
  readonly found: Text;
  /** What to do about it, where something can be done. */
  readonly advice?: Text;
  /** Commands that do it, one after the other. */
  readonly commands?: readonly string[];
}

/** What all checks together say. */
export type Prognosis = 'can' | 'fails';

/** Whether a review can be made, and would not fail for what is known before. */
export const prognosisOf = (checks: readonly Check[]): Prognosis =>
  checks.some(({ standing }) => standing === 'wrong') ? 'fails' : 'can';
