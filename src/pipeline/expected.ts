import type { Evidence } from '../domain/evidence.ts';
import type { Probe } from '../domain/probe.ts';
import type { Scenario } from '../domain/scenario.ts';
import { inOrder } from './in-order.ts';
import type { Plan } from './plan.ts';

/** How long a run will take. */
export interface Expected {
  readonly ms: number;
  /** The part of it that waits for a rate limit. */
  readonly waitMs: number;
  /** False where no earlier cycle tells how long each probe takes: it is then {@link GUESS_MS} an answer. */
  readonly isKnown: boolean;
}

/** What an answer takes as long as nobody knows. */
export const GUESS_MS = 250;

type Past = Pick<Evidence, 'observations'>;
type Planned = Plan['probes'][number];

/** How long a probe worked in an earlier run, without what it waited for a rate limit; undefined: it did not run. */
function workedMs(past: Past | null, { id }: Probe): number | undefined {
  const observation = past?.observations[id];
  if (observation?.kind === 'observed') return observation.durationMs - (observation.waitedMs ?? 0);
  return observation?.kind === 'unavailable' ? 0 : undefined;
}

const guessedMs = ({ requests }: Planned): number => (GUESS_MS * (requests.least + requests.most)) / 2;

/** The first probe after the pause waits for it; none where an earlier run tells how long that took, the pause included. */
function pausing({ probes }: Plan, past: Past | null): Probe | undefined {
  const [first] = inOrder(probes.flatMap(({ probe }) => (probe.phase === 'last' ? [probe] : [])));
  return first && workedMs(past, first) === undefined ? first : undefined;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/**
 * Windows of a limit take their time, or that of as many answers where it is longer; after the last of them come the
 * requests that are left.
 */
function pacedMs({ limit, waitMs, requests, free }: Plan, loadMs: number): number {
  if (limit === null || waitMs === 0) return loadMs;
  const eachMs = loadMs / requests.most;
  const windows = Math.round(waitMs / limit.windowMs);
  const rest = requests.most - free - (windows - 1) * limit.requests;
  const window = (asked: number) => Math.max(limit.windowMs, asked * eachMs);
  return window(free) + (windows - 1) * window(limit.requests) + rest * eachMs;
}

/** What one probe of a plan will take. */
export interface ExpectedProbe {
  /** Its part of the waiting for a rate limit, and of the pause before it, included. */
  readonly ms: number;
  /** False where no earlier cycle tells: it is then {@link GUESS_MS} a request. */
  readonly isKnown: boolean;
  /** Requests, halfway between the fewest and the most. */
  readonly requests: number;
}

/** What each probe of a plan will take, by its id, going by how long it worked in an earlier run; null: there is none. */
export function expectedEach(
  plan: Plan,
  { idleMs = 0 }: Pick<Scenario, 'idleMs'>,
  past: Past | null,
): ReadonlyMap<string, ExpectedProbe> {
  const own = (planned: Planned) => workedMs(past, planned.probe) ?? guessedMs(planned);
  const of = (wanted: Probe['phase']) => plan.probes.filter(({ probe }) => probe.phase === wanted).map(own);
  const loadMs = sum(of('load'));
  const paced = loadMs === 0 ? 1 : pacedMs(plan, loadMs) / loadMs;
  const pauseMs = Math.max(0, idleMs - Math.max(0, ...of('after')));
  const waits = pausing(plan, past);
  return new Map(
    plan.probes.map((planned) => {
      const { probe, requests } = planned;
      const known = workedMs(past, probe);
      const pause = probe === waits ? pauseMs : 0;
      return [
        probe.id,
        {
          ms: pause + own(planned) * (probe.phase === 'load' ? paced : 1),
          isKnown: known !== undefined,
          requests: (requests.least + requests.most) / 2,
        },
      ];
    }),
  );
}

/** What a plan will take, going by how long each probe worked in an earlier run; null: there is none. */
export function expectedOf(
  plan: Plan,
  { idleMs = 0 }: Pick<Scenario, 'idleMs'>,
  past: Past | null,
): Expected {
  const phase = (wanted: Probe['phase']) => plan.probes.filter(({ probe }) => probe.phase === wanted);
  const takes = (planned: Planned): number => workedMs(past, planned.probe) ?? guessedMs(planned);
  const besideMs = Math.max(0, ...phase('after').map(takes));
  const pauseMs = phase('last').length > 0 ? Math.max(0, idleMs - besideMs) : 0;
  const lastMs = Math.max(pauseMs, (pausing(plan, past) ? pauseMs : 0) + sum(phase('last').map(takes)));
  const ms =
    sum(phase('before').map(takes)) + pacedMs(plan, sum(phase('load').map(takes))) + besideMs + lastMs;
  const asking = plan.probes.filter(({ requests }) => requests.most > 0);
  return {
    ...{ ms, waitMs: plan.waitMs },
    isKnown: past !== null && asking.every(({ probe }) => workedMs(past, probe) !== undefined),
  };
}
