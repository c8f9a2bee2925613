import type { Evidence } from '../domain/evidence.ts';
import type { Probe } from '../domain/probe.ts';
import type { Rules } from './assemble.ts';
import { factsOf } from './facts.ts';
import { type Open, openIn, standsOn } from './open.ts';

/** Says whether the stack answers at all, which would explain whatever else fails. */
const FIRST = 'backend';

/** Who watches sees nothing without a load; who only doubts the times of others is content with any. */
function wantsLoad(asked: readonly Probe[]): boolean {
  const isLoaded = asked.some(({ phase }) => phase === 'load');
  return asked.some(({ phase, doubts }) => phase === 'throughout' && !(doubts && isLoaded));
}

/**
 * The probes to put again, in their order, so that `fresh` alone decides: all that the rules of what is open read in the
 * old evidence or read in the fresh one, and those of what the fresh one shows beside it, of those that were put then and
 * not since. Empty: all is there.
 */
function stillToAsk(
  open: readonly Open[],
  rules: Rules,
  old: Evidence,
  fresh: Evidence | undefined,
): string[] {
  if (open.length === 0) return [];
  const readIn = (evidence: Evidence, what: readonly Open[]): string[] => {
    const facts = factsOf(evidence, rules.probes);
    return what.flatMap((each) => [...standsOn(each, rules, facts)]);
  };
  const read = new Set([
    FIRST,
    ...readIn(old, open),
    ...(fresh ? readIn(fresh, [...open, ...openIn(fresh, rules)]) : []),
  ]);
  const put = rules.probes.filter(({ id }) => id in old.observations);
  const missing = put.filter(({ id }) => read.has(id) && !(id in (fresh?.observations ?? {})));
  const load = wantsLoad(missing);
  return put
    .filter((probe) => missing.includes(probe) || (load && probe.phase === 'load'))
    .map(({ id }) => id);
}

/**
 * Has the probes put again on which `open` stands. What is found may have a rule read on where it stopped before, or show
 * something else, which is not told by half: then these are put as well, until nothing is missing. Undefined where there
 * is nothing to ask.
 */
export async function askAgain(
  open: readonly Open[],
  rules: Rules,
  old: Evidence,
  ask: (probes: readonly string[]) => Promise<Evidence>,
): Promise<Evidence | undefined> {
  let fresh: Evidence | undefined;
  const { rubric } = old;
  const missing = (): string[] => stillToAsk(open, rules, old, fresh && { ...fresh, rubric });
  for (let probes = missing(); probes.length > 0; probes = missing()) {
    const more = await ask(probes);
    // Whatever could not even be put is settled as well: it is asked once.
    const unput = Object.fromEntries(
      probes.map((id) => [id, { kind: 'errored', message: 'it was not put' } as const]),
    );
    fresh = { ...more, observations: { ...fresh?.observations, ...unput, ...more.observations } };
  }
  return fresh;
}
