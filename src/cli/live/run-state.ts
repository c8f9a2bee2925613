import type { Evidence } from '../../domain/evidence.ts';
import type { Probe } from '../../domain/probe.ts';
import type { Taken } from '../../domain/sample.ts';
import type { Scenario } from '../../domain/scenario.ts';
import { type ExpectedProbe, expectedEach } from '../../pipeline/expected.ts';
import { inOrder } from '../../pipeline/in-order.ts';
import type { ObserveEvent } from '../../pipeline/observe.ts';
import { type Stint, type TimeLeft, timeLeft } from '../../pipeline/time-left.ts';

/** A run that is shown. */
export interface ShownRun {
  readonly probes: readonly Probe[];
  readonly scenario: Scenario;
  /** The newest earlier run of the target, which tells how long each probe takes; null: there is none. */
  readonly before: Evidence | null;
}

/** The series of a probe that is being taken. */
export interface SeriesSoFar {
  /** Times of its warm answers. */
  readonly warmMs: readonly number[];
  /** Requests that got no answer, the cold one and the warm-up among them. */
  readonly failed: number;
}

export interface Running {
  readonly kind: 'running';
  readonly sinceMs: number;
  /** Requests of its series so far. */
  readonly asked: number;
  /** Null until the first of them is over. */
  readonly series: SeriesSoFar | null;
}

/** One probe of a run, as far as it is. */
export interface ProbeState {
  readonly probe: Probe;
  /** Null where no plan says. */
  readonly expected: ExpectedProbe | null;
  readonly state:
    | { readonly kind: 'waiting' }
    | Running
    | { readonly kind: 'finished'; readonly tookMs: number };
}

/** How far a run is. Moments are of one monotonic clock. */
export interface RunState {
  readonly run: ShownRun;
  readonly begunMs: number;
  /** In the order in which they are asked. */
  readonly probes: readonly ProbeState[];
}

const PHASES = ['before', 'load', 'throughout', 'after', 'last'] as const;

/** A run that begins. */
export const begun = (run: ShownRun, nowMs: number): RunState => ({
  run,
  begunMs: nowMs,
  probes: PHASES.flatMap((phase) => inOrder(run.probes.filter((probe) => probe.phase === phase))).map(
    (probe) => ({ probe, expected: null, state: { kind: 'waiting' } }),
  ),
});

const NO_SERIES: SeriesSoFar = { warmMs: [], failed: 0 };

const grown = ({ warmMs, failed }: SeriesSoFar, { as, wallMs, isAnswered }: Taken): SeriesSoFar => ({
  warmMs: as === 'warm' && isAnswered ? [...warmMs, wallMs] : warmMs,
  failed: isAnswered ? failed : failed + 1,
});

function running(state: ProbeState['state'], nowMs: number): Running {
  return state.kind === 'running' ? state : { kind: 'running', sinceMs: nowMs, asked: 0, series: null };
}

function sampled(state: ProbeState['state'], taken: Taken, nowMs: number): Running {
  const before = running(state, nowMs);
  const series = taken.as === 'cold' ? NO_SERIES : (before.series ?? NO_SERIES);
  return { ...before, asked: before.asked + 1, series: grown(series, taken) };
}

/** The state of a probe after an event that is of it; those of a probe that is over change nothing. */
function next(state: ProbeState['state'], event: ObserveEvent, nowMs: number): ProbeState['state'] {
  if (state.kind === 'finished') return state;
  if (event.kind === 'started') return running(state, nowMs);
  if (event.kind === 'sampled') return sampled(state, event.taken, nowMs);
  if (event.kind === 'finished') return { kind: 'finished', tookMs: nowMs - running(state, nowMs).sinceMs };
  return state;
}

/** How far a run is after an event, whatever came before it. */
export function step(state: RunState, event: ObserveEvent, nowMs: number): RunState {
  if (event.kind === 'note') return state;
  if (event.kind === 'planned') {
    const expected = expectedEach(event.plan, state.run.scenario, state.run.before);
    const probes = state.probes.map((each) => ({
      ...each,
      expected: expected.get(each.probe.id) ?? each.expected,
    }));
    return { ...state, probes };
  }
  const { id } = event.probe;
  const probes = state.probes.map((each) =>
    each.probe.id === id ? { ...each, state: next(each.state, event, nowMs) } : each,
  );
  return { ...state, probes };
}

const stintState = (state: ProbeState['state'], nowMs: number): Stint['state'] =>
  state.kind === 'running' ? { kind: 'running', forMs: nowMs - state.sinceMs, asked: state.asked } : state;

/** How long a run still takes; null: nobody knows. */
export const stillTakes = ({ probes }: RunState, nowMs: number): TimeLeft | null =>
  timeLeft(
    probes.flatMap(({ probe: { phase }, expected, state }) =>
      expected === null ? [] : [{ phase, expected, state: stintState(state, nowMs) }],
    ),
  );
