import type { Evidence, Sitting } from '../domain/evidence.ts';
import type { Observation } from '../domain/observation.ts';
import type { Probe } from '../domain/probe.ts';
import type { Target } from '../domain/target.ts';
import { differences } from './fingerprint.ts';

type Observations = Readonly<Record<string, Observation>>;

const isLoad = ({ phase }: Probe): boolean => phase === 'load';

/**
 * What a resumed run asks of `wanted`, in their order: what has no observation; for a watch among that, the load without
 * which its figures would mislead, and all load where none is left to watch; and, as long as anything is asked, what
 * must be known of each sitting.
 */
export function leftToAsk(wanted: readonly Probe[], observations: Observations, target: Target): Probe[] {
  const left = new Set(wanted.filter(({ id }) => !Object.hasOwn(observations, id)));
  const watches = [...left].flatMap((probe) => (probe.phase === 'throughout' ? [probe] : []));
  const needed = new Set(watches.flatMap((probe) => probe.needsLoadOf?.(target) ?? []));
  const nothingToWatch = watches.length > 0 && ![...left].some(isLoad);
  const isRepeated = (probe: Probe): boolean => isLoad(probe) && (nothingToWatch || needed.has(probe.id));
  const isAnew = ({ eachSitting }: Probe): boolean => left.size > 0 && eachSitting !== undefined;
  return wanted.filter((probe) => left.has(probe) || isRepeated(probe) || isAnew(probe));
}

type Seen = Pick<Evidence, 'observations'>;

function ofProject({ observations }: Seen, fact: 'commit' | 'branch'): string | null {
  const { environment } = observations;
  const readings: unknown = environment?.kind === 'observed' ? environment.readings : null;
  const said: unknown =
    typeof readings === 'object' && readings !== null ? Reflect.get(readings, fact) : null;
  return typeof said === 'string' ? said : null;
}

/** The commit of the project that a run saw; null: not known. */
export const commitOf = (evidence: Seen): string | null => ofProject(evidence, 'commit');

/** The branch that was checked out; null: none, or not known. */
export const branchOf = (evidence: Seen): string | null => ofProject(evidence, 'branch');

/** The sittings of evidence, which is one where it does not say. */
export const sittingsOf = (evidence: Evidence): readonly Sitting[] =>
  evidence.sittings ?? [
    {
      startedAt: evidence.observedAt,
      commit: commitOf(evidence),
      probes: Object.keys(evidence.observations),
    },
  ];

/** The sittings with one more, which has asked some of their probes again. */
export const withSitting = (before: readonly Sitting[], now: Sitting): Sitting[] =>
  [
    ...before.map((each) => ({ ...each, probes: each.probes.filter((id) => !now.probes.includes(id)) })),
    now,
  ].filter(({ probes }) => probes.length > 0);

/** What a probe that is asked in each sitting found other than before: "engine tts: piper → espeak-ng". */
export function changedMeanwhile(probe: Probe, before: Observation | undefined, now: Observation): string[] {
  if (!probe.eachSitting || before?.kind !== 'observed' || now.kind !== 'observed') return [];
  return differences(probe.eachSitting(before.readings), probe.eachSitting(now.readings));
}

/** Leaves of a JSON value with the path to each. */
function leaves(value: unknown, path: string): [path: string, leaf: string][] {
  if (typeof value !== 'object' || value === null) return [[path, JSON.stringify(value) ?? 'nothing']];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`));
}

/** Each leaf in which two values differ: "scenario.samples: 2 → 6". */
export function differingLeaves(before: unknown, now: unknown): string[] {
  const [was, is] = [new Map(leaves(before, '')), new Map(leaves(now, ''))];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((path) => {
    const [then, today] = [was.get(path) ?? 'nothing', is.get(path) ?? 'nothing'];
    return then === today ? [] : [`${path}: ${then} → ${today}`];
  });
}
