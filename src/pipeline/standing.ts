import type { Finding } from '../domain/finding.ts';
import { same, type Text } from '../domain/text.ts';
import { told } from '../domain/told.ts';
import type { Standing } from '../domain/verification.ts';
import type { Rules } from './assemble.ts';
import type { LooseFacts } from './facts.ts';
import type { Judged } from './judge.ts';
import { type Open, standsOn } from './open.ts';

/** What was seen when a review was made, and what is seen now. */
export interface ThenAndNow {
  readonly rules: Rules;
  readonly old: LooseFacts;
  readonly now: LooseFacts;
  /** Of now. */
  readonly judged: readonly Judged[];
  readonly findings: readonly Finding[];
}

export const holds = ({ verdict }: Pick<Judged, 'verdict'>): boolean =>
  verdict === 'pass' || verdict === 'warn';

/** Whether a probe took times: what took some and takes none now shows nothing of what it showed then. */
const isTimed = (id: string, { probes }: Rules, facts: LooseFacts): boolean =>
  Object.entries(probes.find((probe) => probe.id === id)?.metrics ?? {}).some(
    ([name, metric]) =>
      metric.kind === 'number' && metric.unit === 'ms' && facts.number(`${id}.${name}`) !== undefined,
  );

/** Why a probe does not show what it showed in the review; undefined where it does. */
function silenceOf(id: string, { rules, old, now }: ThenAndNow): Text | undefined {
  const observation = now.observation(id);
  if (!observation) return undefined;
  const because = ({ en, fr }: Text): Text => ({ en: `${id}: ${en}`, fr: `${id} : ${fr}` });
  if (observation.kind === 'errored') return because(told(observation.message));
  if (observation.kind === 'unavailable')
    return old.observation(id)?.kind === 'observed' ? because(told(observation.reason)) : undefined;
  return isTimed(id, rules, old) && !isTimed(id, rules, now)
    ? because({ en: 'nothing was measured in it any more', fr: 'plus rien n’y a été mesuré' })
    : undefined;
}

/** What became of a finding that is told no more: closed only where everything it stands on speaks for that. */
export function standingOf(
  open: Open,
  seen: ThenAndNow,
): { readonly standing: Standing; readonly why?: Text } {
  const { judged, findings } = seen;
  const found = (id: string) => judged.find(({ criterion }) => criterion.id === id);
  const ids = open.criteria.map(({ criterion }) => criterion.id);
  const lost = ids.filter((id) => found(id)?.verdict === 'fail');
  if (lost.length > 0) {
    const tellers = findings.filter(({ explains }) => explains.some((id) => lost.includes(id)));
    return { standing: 'elsewhere', why: same(tellers.map(({ id }) => id).join(', ')) };
  }
  const silences = [...standsOn(open, seen.rules, seen.old)].flatMap((id) => silenceOf(id, seen) ?? []);
  const unproven = ids.flatMap((id) => {
    const ruling = found(id);
    return ruling && holds(ruling) ? [] : [ruling?.comment ?? same(id)];
  });
  const [why] = [...silences, ...unproven];
  return why ? { standing: 'unknown', why } : { standing: 'closed' };
}
