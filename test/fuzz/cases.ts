import { mutated, random } from './mutate.ts';
import type { Parser } from './parser.ts';

/** The input of one case and the chance that its parser may draw on: the same for the same seed. */
export function caseOf({ id, corpus }: Parser, seed: number, index: number) {
  const own = [...id].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), seed);
  const next = random(Math.imul(own, 65_537) + index);
  return {
    input: mutated(
      corpus.map((each) => Buffer.from(each)),
      next,
    ),
    next,
  };
}
