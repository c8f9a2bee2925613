import { oneLine } from '../domain/printable.ts';
import type { Review } from '../domain/review.ts';
import type { Text } from '../domain/text.ts';
import { COLON } from '../reporters/words.ts';
import { isCompared } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

function reasonOf({ baseline }: Review): Text {
  if (!baseline)
    return { en: 'there is no review to compare with', fr: 'aucune revue à laquelle se comparer' };
  const differs = baseline.differences.map(oneLine).join(', ');
  return {
    en: `the figures of cycle ${baseline.cycle} do not compare (${differs})`,
    fr: `les chiffres du cycle ${baseline.cycle} ne se comparent pas (${differs})`,
  };
}

/** Says why a review that has to compare with one does not; nothing where it does, or need not. */
export function sayUncompared(review: Review, isRequired: boolean | undefined, terminal: Terminal): void {
  if (!isRequired || isCompared(review)) return;
  terminal.stderr.write(`--require-baseline${COLON[review.lang]}${reasonOf(review)[review.lang]}\n`);
}
