import type { Field, Stated } from '../../domain/imported.ts';
import { isAim } from '../bearing.ts';
import type { Said } from '../said.ts';
import { SILENT, settle } from '../settle.ts';

/** What one place says of the tests; null where it is silent of that outcome. */
interface Counts {
  readonly passed: number | null;
  readonly failed: number | null;
  readonly skipped: number | null;
  /** Whether it is the runner's own summary. */
  readonly evidence: boolean;
  readonly said: Said;
}

type Outcome = 'passed' | 'failed' | 'skipped';

const COUNT =
  /(?<![\p{L}\d.,#/+-]|\b(?:sprint|cycle)s? )(\d{1,3}(?:[, ]\d{3})+|\d{1,7})(?! ?[+%/])\s(?:tests? )?(passed|passing|pass|passent|passes|reussis|failed|failing|fail|failures?|echoues?|echouent|echecs?|errors?|skipped|ignores?|pending|warnings?|deselected|xfailed|xpassed|todo|total)(?!\p{L})/gu;
const OUTCOMES: readonly (readonly [RegExp, Outcome])[] = [
  [/^(?:pass|reussi)/, 'passed'],
  [/^(?:fail|echoue|echec|error)/, 'failed'],
  [/^(?:skip|ignore|pending)/, 'skipped'],
];
/** Files and snapshots are counted in the same words. */
const NOT_TESTS = /^\W*(?:test suites?|test files?|suites?|snapshots?|files?)\s?:/;
const NAMED = /\b(?:tests|pytest|jest|vitest|unittest)\b(?=[^\d|;]{0,30}\d)/;
const RATIO = /(?<![\d.,/])(\d{1,6})\s?\/\s?(\d{1,6})(?![\d/.%])/g;
const ALONE = /^(?:tests|pytest)\b[^\d:]{0,20}: \W{0,4}(\d{1,6})(?!\s?[%\d])\W{0,4}$/;
/** Scores are out of so few points; so few tests cannot be told from them. */
const MOST_POINTS = 10;
/** A runner that tells its time, its warnings or its total leaves out only what there was none of. */
const WHOLE = /\bin \d{1,6}(?:\.\d{1,4})?\s?s\b|\bwarnings?\b|\btotal\b|^=+ /;

const whole = (digits: string): number => Number(digits.replace(/[, ]/g, ''));

type Outcomes = Partial<Record<Outcome, number>>;

/** What the words behind the figures of a text say. */
function countedIn(text: string): {
  readonly counts: Outcomes;
  readonly kinds: number;
  readonly total: number | null;
} {
  const counts: Outcomes = {};
  let kinds = 0;
  let total: number | null = null;
  for (const {
    0: { length },
    1: digits = '',
    2: word = '',
    index,
  } of text.matchAll(COUNT)) {
    if (isAim(text, { at: index, end: index + length })) continue;
    kinds += 1;
    const outcome = OUTCOMES.find(([pattern]) => pattern.test(word))?.[1];
    if (outcome) counts[outcome] ??= whole(digits);
    if (word === 'total') total ??= whole(digits);
  }
  return { counts, kinds, total };
}

/** What `199/200` says behind the name of the tests, each time it does. */
function ratiosIn(text: string, skipped: number | null): readonly Omit<Counts, 'evidence' | 'said'>[] {
  const named = NAMED.exec(text);
  if (!named) return [];
  return [...text.slice(named.index).matchAll(RATIO)].flatMap(
    ({ 0: { length }, 1: part = '', 2: of = '', index }) => {
      const [passed, all] = [Number(part), Number(of)];
      const at = named.index + index;
      if (all <= MOST_POINTS || passed > all || isAim(text, { at, end: at + length })) return [];
      const failed = passed + (skipped ?? 0) === all ? 0 : null;
      return [{ passed, failed, skipped }];
    },
  );
}

function countsOf(said: Said): readonly Counts[] {
  const { text } = said;
  if (NOT_TESTS.test(text)) return [];
  const { counts, kinds, total } = countedIn(text);
  if (counts.passed !== undefined || (counts.failed !== undefined && kinds > 1)) {
    const told = (counts.passed ?? 0) + (counts.failed ?? 0) + (counts.skipped ?? 0);
    // Of a total that is more, nobody says what became of the rest.
    const all = kinds > 1 && WHOLE.test(text) && (total === null || total === told);
    const { passed = null, skipped = all ? 0 : null } = counts;
    const failed = counts.failed ?? (all || counts.skipped !== undefined ? 0 : null);
    return [{ passed, failed, skipped, evidence: all && said.place === 'fence', said }];
  }
  const ratios = ratiosIn(text, counts.skipped ?? null);
  const [, alone] = ALONE.exec(text) ?? [];
  const bare = alone === undefined ? [] : [{ passed: Number(alone), failed: null, skipped: null }];
  return [...ratios, ...bare].map((each) => ({ ...each, evidence: false, said }));
}

function outcomeOf(all: readonly Counts[], outcome: Outcome): Field<number> {
  const stated = all.flatMap((each): (Stated<number> & { readonly evidence: boolean })[] => {
    const value = each[outcome];
    const { line, raw } = each.said;
    return value === null ? [] : [{ value, line, text: raw, evidence: each.evidence }];
  });
  if (stated.length === 0) return SILENT;
  const bare = stated.map(({ evidence: _, ...each }) => each);
  const shown = stated.filter(({ evidence }) => evidence).map(({ evidence: _, ...each }) => each);
  const field = settle(shown.length > 0 ? shown : bare);
  return field.value === null ? { ...field, candidates: bare } : field;
}

/**
 * How many tests passed, failed and were skipped. The runner's own summary in a fence outranks what is said of it; two
 * summaries that differ (of two suites) settle nothing. `199/200` says 199 passed, and of the one that is missing not
 * whether it failed or was skipped.
 */
export function testsOf(said: readonly Said[]): Readonly<Record<Outcome, Field<number>>> {
  const all = said.flatMap(countsOf);
  const of = (outcome: Outcome): Field<number> => outcomeOf(all, outcome);
  return { passed: of('passed'), failed: of('failed'), skipped: of('skipped') };
}
