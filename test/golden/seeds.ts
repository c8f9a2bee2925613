import { readFileSync } from 'node:fs';
import { rules } from '../../src/cli/rules.ts';
import { windowRules } from '../../src/cli/window-rules.ts';
import type { Evidence } from '../../src/domain/evidence.ts';
import type { Portrait } from '../../src/domain/portrait.ts';
import type { CycleRecord } from '../../src/domain/record.ts';
import type { Review } from '../../src/domain/review.ts';
import type { Lang } from '../../src/domain/text.ts';
import { assemble } from '../../src/pipeline/assemble.ts';
import { portraitOf } from '../../src/pipeline/portrait/portrait.ts';
import { recordOf } from '../../src/pipeline/record.ts';

/** The reviews written by hand whose measured facts are kept as evidence, oldest first. */
const HISTORY = [47, 48, 49, 50, 51, 52, 53, 58, 59] as const;

/** Those of them that survive in full. */
export const SEEDS = [47, 48, 53, 59] as const;

type Cycle = (typeof HISTORY)[number];

const fixture = (cycle: Cycle): URL =>
  new URL(`../../fixtures/evidence/cycle-${cycle}.json`, import.meta.url);

const evidenceOf = (cycle: Cycle): Evidence => JSON.parse(readFileSync(fixture(cycle), 'utf8'));

/** Judges every cycle from `first` on with those before it as its history, and gives the review of `cycle`. */
export const reviewOf = (cycle: Cycle, lang: Lang = 'en', first: Cycle = 47): Review =>
  seed(cycle, lang, first).review;

/** As {@link reviewOf}, with what lies behind it. */
export function seed(
  cycle: Cycle,
  lang: Lang = 'en',
  first: Cycle = 47,
): { readonly review: Review; readonly behind: Portrait } {
  const asked = HISTORY.filter((each) => each >= first && each <= cycle);
  let past: readonly CycleRecord[] = [];
  let latest: { review: Review; behind: Portrait } | undefined;
  for (const each of asked) {
    const evidence = evidenceOf(each);
    const review = assemble(evidence, rules, { cycle: each, lang, past });
    latest = {
      review,
      behind: portraitOf(review, { evidence, rules, past, explains: windowRules.explains }),
    };
    past = [recordOf(review, evidence, rules.probes, `cycle-${each}.json`), ...past];
  }
  if (latest?.review.cycle !== cycle) throw new RangeError(`no evidence of cycle ${cycle}`);
  return latest;
}
