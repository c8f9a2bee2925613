import type { Host } from '../domain/host.ts';
import type { Observation, ProbeOutcome } from '../domain/observation.ts';
import type { Pace } from '../domain/pace.ts';
import type {
  AfterEach,
  AttendingProbe,
  LoadWindow,
  PhasedProbe,
  Probe,
  ProbeContext,
} from '../domain/probe.ts';
import type { Taken } from '../domain/sample.ts';
import { BRIEF_MS, type Scenario } from '../domain/scenario.ts';
import type { Stack } from '../domain/stack.ts';
import type { Target } from '../domain/target.ts';
import type { ProbeTrace, Tracer } from '../domain/trace.ts';
import { inOrder } from './in-order.ts';
import type { Plan } from './plan.ts';
import { createPlanner } from './planner.ts';
import { pausedSince, workingWindows } from './windows.ts';

/** What happens during a run, for whoever shows it. */
export type ObserveEvent =
  | { readonly kind: 'started'; readonly probe: Probe }
  /** Of a series of a probe, between this request and the next. */
  | { readonly kind: 'sampled'; readonly probe: Probe; readonly taken: Taken }
  | { readonly kind: 'finished'; readonly probe: Probe; readonly observation: Observation }
  /** Before the load of a stack that answers, and again where a rate limit changes it. */
  | { readonly kind: 'planned'; readonly plan: Plan }
  | { readonly kind: 'note'; readonly line: string };

export interface Run {
  readonly target: Target;
  readonly scenario: Scenario;
  readonly host: Host;
  readonly stack: Stack;
  readonly pace: Pace;
  readonly probes: readonly Probe[];
  /** Whether the sound of an answer stays with the evidence; absent: no. */
  readonly keepsSounds?: boolean;
  /** Interrupts the run: `observe` then rejects with its reason, and nothing of its own goes on. */
  readonly signal: AbortSignal;
  /** Keeps account of what is asked within what; absent: nobody wants one. */
  readonly tracer?: Tracer;
  /** What is finished may be put away before anything else is asked: its promise is waited for, outside of any window. */
  on(event: ObserveEvent): void | Promise<void>;
}

interface Watch {
  readonly probe: AttendingProbe<string, unknown, never>;
  readonly trace: ProbeTrace | undefined;
  readonly armed: Awaited<ReturnType<AttendingProbe<string, unknown, never>['attend']>>;
}

type Observations = Record<string, Observation>;

/**
 * Puts every probe's question: those before the load, then the load under watch, one after the other; then suites and
 * all that measures no time, side by side; and last what wants a stack that was left alone.
 */
export async function observe(run: Run): Promise<Observations> {
  const { host, scenario, signal, probes, pace } = run;
  const observations: Observations = {};
  const note = (line: string): void => void run.on({ kind: 'note', line });
  const announce = (plan: Plan): void => void run.on({ kind: 'planned', plan });
  const planner = createPlanner(probes, scenario, pace, announce, run.stack.cost);
  const hung = new Set<string>();
  let responsive = true;

  const contextOf = (probe: Probe): ProbeContext => ({
    ...run,
    scenario: responsive ? scenario : { ...scenario, timeoutMs: Math.min(BRIEF_MS, scenario.timeoutMs) },
    responsive,
    note,
    sampled: (taken) => void run.on({ kind: 'sampled', probe, taken }),
    sampling: planner.sampling,
    hung,
  });

  /** Answers with when it was over. */
  async function settle(
    probe: Probe,
    trace: ProbeTrace | undefined,
    question: () => Promise<ProbeOutcome<unknown>>,
  ): Promise<number> {
    signal.throwIfAborted();
    const startedAt = host.clock.wallTime().toISOString();
    const startMs = host.clock.nowMs();
    const observation = await attempt(question, signal, (outcome) => {
      if (outcome.unresponsive) responsive = false;
      const durationMs = Math.round(host.clock.nowMs() - startMs);
      const waitedMs = Math.round(pausedSince(startMs, pace.pauses));
      const waited = waitedMs > 0 ? { waitedMs } : {};
      return {
        kind: 'observed',
        readings: outcome.readings,
        raw: outcome.raw,
        startedAt,
        durationMs,
        ...waited,
        ...(outcome.sound && { sound: outcome.sound }),
      };
    });
    const endMs = host.clock.nowMs();
    trace?.end(observation);
    planner.done(probe);
    observations[probe.id] = observation;
    await run.on({ kind: 'finished', probe, observation });
    return endMs;
  }

  async function ask(probe: PhasedProbe<string, unknown, never>): Promise<LoadWindow[]> {
    const startMs = host.clock.nowMs();
    planner.start(probe);
    void run.on({ kind: 'started', probe });
    const trace = run.tracer?.probe(probe);
    const question = () => probe.observe(contextOf(probe));
    const endMs = await settle(probe, trace, () => (trace ? trace.within(question) : question()));
    return workingWindows({ probe: probe.id, startMs, endMs }, pace.pauses);
  }

  const inPhase = (phase: PhasedProbe<string, unknown, never>['phase']) =>
    inOrder(probes.filter((probe): probe is PhasedProbe<string, unknown, never> => probe.phase === phase));
  const watchers = probes.filter(
    (probe): probe is AttendingProbe<string, unknown, never> => probe.phase === 'throughout',
  );

  for (const probe of inPhase('before')) await ask(probe);
  // A stack that does not answer gets one short question a probe, whatever was planned.
  if (responsive) planner.begin();
  const watches: Watch[] = [];
  const windows: LoadWindow[] = [];
  const looks: Parameters<AfterEach>[0][] = [];
  try {
    for (const probe of watchers) {
      signal.throwIfAborted();
      void run.on({ kind: 'started', probe });
      const trace = run.tracer?.probe(probe);
      watches.push({
        probe,
        trace,
        armed: await arm(probe, contextOf(probe), (look) => void looks.push(look)),
      });
    }
    for (const probe of inPhase('load')) {
      windows.push(...(await ask(probe)));
      // Whoever fails to look has nothing to report of it; the run goes on.
      await Promise.allSettled(looks.map((look) => look(probe.id)));
    }
    for (let watch = watches[0]; watch; watch = watches[0]) {
      const { probe, trace, armed } = watch;
      await settle(probe, trace, () => {
        watches.shift();
        return armed(windows);
      });
    }
  } catch (interruption) {
    // Nobody asks for what they saw any more, and none of them may go on watching.
    await Promise.allSettled(watches.map(({ armed }) => armed(windows)));
    throw interruption;
  }
  const sideBySide = await Promise.allSettled(inPhase('after').map(ask));
  // Probes do not reject: only an interruption does, and by now all of them have heard of it.
  for (const each of sideBySide) if (each.status === 'rejected') throw each.reason;
  for (const probe of inPhase('last')) await ask(probe);
  return observations;
}

/** A watch that could not be armed reports so when it is asked to end. */
async function arm(
  probe: AttendingProbe<string, unknown, never>,
  context: ProbeContext,
  afterEach: AfterEach,
) {
  try {
    return await probe.attend(context, afterEach);
  } catch (error) {
    context.signal.throwIfAborted();
    return () => Promise.reject(error);
  }
}

/** A probe's own failure is its observation; an interruption is nobody's. */
async function attempt(
  question: () => Promise<ProbeOutcome<unknown>>,
  signal: AbortSignal,
  observed: (outcome: Exclude<ProbeOutcome<unknown>, { unavailable: string }>) => Observation,
): Promise<Observation> {
  try {
    const outcome = await question();
    signal.throwIfAborted();
    return 'unavailable' in outcome
      ? { kind: 'unavailable', reason: outcome.unavailable }
      : observed(outcome);
  } catch (error) {
    signal.throwIfAborted();
    return { kind: 'errored', message: error instanceof Error ? error.message : String(error) };
  }
}
