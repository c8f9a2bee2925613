import type { Ask } from './ask.ts';
import type { Check, Outcome } from './check.ts';

/** A check with what came of it. */
export type Checked = Omit<Check, 'run'> & { readonly outcome: Outcome };

/** How one stack keeps the contract. */
export interface Validation {
  readonly target: string;
  readonly summary: Readonly<Record<Outcome['kind'], number>>;
  readonly checks: readonly Checked[];
}

/** Whether a review of the stack finds what it needs; `unproven` when what is needed could not all be asked. */
export type Gate = 'open' | 'closed' | 'unproven';

/** Runs the checks one after the other: a stack under test is not to be put under load. */
export async function validate(target: string, checks: readonly Check[], ask: Ask): Promise<Validation> {
  const checked: Checked[] = [];
  for (const { run, ...check } of checks) checked.push({ ...check, outcome: await run(ask) });
  const count = (kind: Outcome['kind']): number =>
    checked.filter(({ outcome }) => outcome.kind === kind).length;
  const summary = {
    holds: count('holds'),
    differs: count('differs'),
    missing: count('missing'),
    unasked: count('unasked'),
    moot: count('moot'),
  };
  return { target, summary, checks: checked };
}

/** The checks that matter to a review decide, and nothing else. */
export function gateOf({ checks }: Pick<Validation, 'checks'>): Gate {
  const kinds = checks.filter(({ matters }) => matters === 'review').map(({ outcome }) => outcome.kind);
  if (kinds.some((kind) => kind === 'differs' || kind === 'missing')) return 'closed';
  return kinds.includes('unasked') ? 'unproven' : 'open';
}
