import type { FaultCase } from './fault-case.ts';
import type { Outcome } from './outcome.ts';
import { choosePairs } from './pairs.ts';
import { reportOf, type SelftestReport } from './report.ts';
import { sideBySide } from './side-by-side.ts';
import { type Trial, trialOf } from './world.ts';

/** Everything that is reviewed, by what it proves. */
export type Trials = Readonly<Record<'faults' | 'pairs' | 'lookAlikes' | 'clean', readonly Trial[]>>;

/** Reviews one world. Rejects only when it is interrupted. */
export type Cycle = (trial: Trial) => Promise<Outcome>;

/** A cycle that is over, and how far the whole is. */
export interface Step {
  readonly outcome: Outcome;
  readonly done: number;
  readonly of: number;
}

/** Each case alone, so many pairs of them, and so many healthy stacks. */
export function trialsOf(cases: readonly FaultCase[], count: { pairs: number; clean: number }): Trials {
  const faults = cases.filter(({ finding }) => finding !== null);
  const lookAlikes = cases.filter(({ finding }) => finding === null);
  return {
    faults: faults.map((each) => trialOf(each)),
    pairs: choosePairs(faults, count.pairs),
    lookAlikes: lookAlikes.map((each) => trialOf(each)),
    clean: Array.from({ length: count.clean }, (_, index) => ({ ...trialOf(), id: `clean-${index + 1}` })),
  };
}

/** Runs all cycles, so many at a time, and reports what came of them. Rejects with the reason of an interruption. */
export async function runTrials(
  trials: Trials,
  jobs: number,
  cycle: Cycle,
  on: (step: Step) => void = () => {},
): Promise<SelftestReport> {
  const { faults, pairs, lookAlikes, clean } = trials;
  const all = [...faults, ...pairs, ...lookAlikes, ...clean];
  let done = 0;
  const outcomes = await sideBySide(all, jobs, async (trial) => {
    const outcome = await cycle(trial);
    done++;
    on({ outcome, done, of: all.length });
    return outcome;
  });
  const rest = [...outcomes];
  const next = (of: readonly Trial[]): Outcome[] => rest.splice(0, of.length);
  return reportOf({
    faults: next(faults),
    pairs: next(pairs),
    lookAlikes: next(lookAlikes),
    clean: next(clean),
  });
}
