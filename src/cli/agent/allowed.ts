import { ELSEWHERE } from '../../domain/elsewhere.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { ObserveJob } from '../../domain/fleet-job.ts';
import type { Probe } from '../../domain/probe.ts';
import type { Text } from '../../domain/text.ts';

/** What the owner of a host lets others ask of it. */
export interface Allowance {
  readonly probes: readonly Probe[];
  readonly mostSamples: number;
}

/** What is asked for a job, and what is left to the host that had it before. */
export interface Asked {
  readonly probes: readonly Probe[];
  readonly leftOut: readonly Probe[];
}

const list = (ids: readonly string[]): string => ids.join(', ');

/** What a job comes to here, or why it is refused: all of it, because half an answer would look like a whole one. */
export function askedBy(
  { probes, samples }: Pick<ObserveJob, 'probes' | 'samples'>,
  { allowance, isElsewhere }: { readonly allowance: Allowance; readonly isElsewhere: boolean },
): Asked | { readonly why: Text } {
  const known = allowance.probes.map(({ id }) => id);
  const strange = (probes ?? []).filter((id) => !known.includes(id));
  if (strange.length > 0)
    return {
      why: {
        en: `this host does not allow the probes ${list(strange)}; it allows ${list(known)}`,
        fr: `cet hôte n’autorise pas les sondes ${list(strange)} ; il autorise ${list(known)}`,
      },
    };
  if (samples !== null && samples > allowance.mostSamples)
    return {
      why: {
        en: `${samples} samples are more than this host allows, which is ${allowance.mostSamples}`,
        fr: `${samples} échantillons, c’est plus que n’autorise cet hôte : ${allowance.mostSamples}`,
      },
    };
  const wanted = allowance.probes.filter(({ id }) => probes?.includes(id) ?? true);
  return {
    probes: wanted.filter(({ needsHost }) => !(isElsewhere && needsHost)),
    leftOut: wanted.filter(({ needsHost }) => isElsewhere && needsHost),
  };
}

/** Evidence that says of each probe which was left out why it was. */
export const withLeftOut = (evidence: Evidence, leftOut: readonly Probe[]): Evidence => ({
  ...evidence,
  observations: {
    ...evidence.observations,
    ...Object.fromEntries(leftOut.map(({ id }) => [id, { kind: 'unavailable', reason: ELSEWHERE } as const])),
  },
});
