import type { EngineLedger } from './engine-ledger.ts';
import type { Yield } from './engine-use.ts';

/** An engine of a chain, and why it gave nothing; null for the one that did. */
export interface Attempt {
  readonly engine: string;
  readonly detail: string | null;
}

/** Who gave what was asked for, if anybody did, and every attempt, in the order of preference. */
export interface Outcome<Result> {
  readonly given: { readonly engine: string; readonly result: Result } | null;
  readonly attempts: readonly Attempt[];
}

interface Order<Engine, Result> {
  /** The preferred one first. */
  readonly engines: readonly Engine[];
  readonly ledger: EngineLedger;
  ask(engine: Engine): Promise<Yield<Result>>;
  /** Whether a failure so far has made another answer useless. */
  isOver?(): boolean;
}

/**
 * Asks engines in turn until one gives an answer. One that rests is passed at once, and asked last of all when no
 * other answered: a rest may cost a better answer, never the only one.
 */
export async function askInOrder<Engine extends { readonly id: string }, Result>({
  engines,
  ledger,
  ask,
  isOver = () => false,
}: Order<Engine, Result>): Promise<Outcome<Result>> {
  const attempts = new Map<string, Attempt>();
  const resting: Engine[] = [];

  async function askOne(engine: Engine): Promise<Outcome<Result> | null> {
    const came = await ask(engine);
    const detail = 'detail' in came ? came.detail : null;
    attempts.set(engine.id, { engine: engine.id, detail });
    if ('result' in came) return outcome({ engine: engine.id, result: came.result });
    return isOver() ? outcome(null) : null;
  }
  const outcome = (given: Outcome<Result>['given']) => ({ given, attempts: [...attempts.values()] });

  for (const engine of engines) {
    const detail = ledger.rest(engine.id);
    if (detail !== null) {
      attempts.set(engine.id, { engine: engine.id, detail });
      resting.push(engine);
      continue;
    }
    const done = await askOne(engine);
    if (done) return done;
  }
  for (const engine of resting) {
    const done = await askOne(engine);
    if (done) return done;
  }
  return outcome(null);
}
