import { createHash } from 'node:crypto';
import type { Journal } from '../archive/inspect.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Observation } from '../domain/observation.ts';
import { oneLine } from '../domain/printable.ts';
import type { Probe } from '../domain/probe.ts';
import type { Scenario } from '../domain/scenario.ts';
import { addressesOf } from '../domain/target.ts';
import type { Lang, Text } from '../domain/text.ts';
import { PROMPTS_VERSION } from '../load/prompts.ts';
import type { SecondTime } from '../pipeline/confirm.ts';
import { expectedOf } from '../pipeline/expected.ts';
import { observe } from '../pipeline/observe.ts';
import type { Plan } from '../pipeline/plan.ts';
import { redact } from '../pipeline/redact.ts';
import { changedMeanwhile, commitOf, sittingsOf, withSitting } from '../pipeline/resume.ts';
import { pausedSince } from '../pipeline/windows.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import { changedPlanText, planText } from './plan-text.ts';
import type { Progress } from './progress.ts';
import type { Settings } from './settings.ts';
import { openStage, type Stage } from './stage.ts';
import { UsageError } from './usage-error.ts';
import { version } from './version.ts';

/** Eight digits that differ when two runs did not ask the same. */
export const hashOf = (scenario: Scenario): string =>
  createHash('sha256')
    .update(JSON.stringify([PROMPTS_VERSION, scenario]))
    .digest('hex')
    .slice(0, 8);

/** What was learned of the target's rate limit, and what it cost, in the sittings before too. */
function paceTaken({ pace }: Stage, before: Evidence | undefined): Pick<Evidence, 'pace'> {
  const limit = pace.limit() ?? before?.pace?.limit ?? null;
  const waitedMs =
    Math.round(pausedSince(Number.NEGATIVE_INFINITY, pace.pauses)) + (before?.pace?.waitedMs ?? 0);
  return limit === null && waitedMs === 0 ? {} : { pace: { limit, waitedMs } };
}

/** Evidence as far as it goes, and how far the monotonic clock has come with it. */
export type SoFar = Pick<Journal, 'evidence' | 'clockMs'>;

export interface Measuring {
  /** Those that are asked in this sitting. */
  readonly probes: readonly Probe[];
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Of the newest earlier run of the target, which tells how long each probe takes; null: there is none. */
  readonly before?: Evidence | null;
  /** What an interrupted run has measured already. */
  readonly begun?: SoFar;
  /** What to put a second time, alone, once all is measured; absent: nothing. */
  secondTime?(evidence: Evidence): Promise<SecondTime | undefined>;
  /** Puts away what there is, whenever a probe is finished, before anybody hears of it and before the next one begins. */
  keep?(soFar: SoFar): Promise<void>;
  /** Told of all that is asked; absent: nobody wants a trace. */
  readonly tracing?: Tracing | undefined;
}

/** Times of a later sitting are later than all of those before by so much. */
const BETWEEN_MS = 60_000;

function refuseChanged(probe: Probe, before: Observation | undefined, now: Observation): void {
  const changed = changedMeanwhile(probe, before, now);
  if (changed.length === 0) return;
  throw new UsageError(
    `--resume: the stack is no longer the one that was measured before (${oneLine(changed.join(', '))}), so the two parts would not belong together; leave --resume out to start afresh`,
  );
}

const onceMore = (probes: readonly Probe[]): Text => {
  const titles = (lang: Lang) => probes.map(({ title }) => title[lang]).join(', ');
  return {
    en: `seems to have moved, so it is put a second time, alone: ${titles('en')}`,
    fr: `semble avoir bougé, donc redemandé une seconde fois, seul : ${titles('fr')}`,
  };
};

/** Puts the questions to the stack and gathers the answers. Leaves nothing running, however it ends. */
export async function measure(settings: Settings, measuring: Measuring): Promise<Evidence> {
  const { probes, progress, signal, before = null, begun, keep, secondTime, tracing } = measuring;
  const { scenario, rubric, keepsSounds } = settings.config;
  const startedAt = new Date().toISOString();
  const stage = await openStage(settings, progress, signal, {
    ...{ aheadMs: begun && begun.clockMs + BETWEEN_MS, tracing },
  });
  try {
    const { target, host, stack, pace } = stage;
    const at = addressesOf(target);
    progress.tell({ en: `measuring ${target.name} at ${at}`, fr: `mesure de ${target.name} sur ${at}` });
    let limitSaid: string | undefined;
    const announce = (plan: Plan): void => {
      const limit = JSON.stringify(plan.limit);
      const isWhole = limit !== limitSaid;
      limitSaid = limit;
      progress.plan(isWhole ? planText(plan, expectedOf(plan, scenario, before)) : changedPlanText(plan));
    };
    const taken: Record<string, Observation> = {};
    const again: Record<string, Observation> = { ...begun?.evidence.confirmations };
    const evidenceNow = (): Evidence => {
      const observations = { ...begun?.evidence.observations, ...taken };
      const sitting = { startedAt, commit: commitOf({ observations: taken }), probes: Object.keys(taken) };
      const evidence: Evidence = {
        schema: 'ralph/evidence@1',
        ralph: version,
        observedAt: begun?.evidence.observedAt ?? startedAt,
        target,
        scenario: { ...scenario, hash: hashOf(scenario) },
        rubric,
        provenance: { kind: 'measured' },
        ...paceTaken(stage, begun?.evidence),
        ...(begun && { sittings: withSitting(sittingsOf(begun.evidence), sitting) }),
        observations,
        ...(Object.keys(again).length > 0 && { confirmations: again }),
      };
      return redact(evidence, settings.secrets);
    };
    const put = (asked: SecondTime, into: Record<string, Observation>) => {
      const end = progress.begin({ ...asked, before });
      return observe({
        ...{ target, host, stack, pace, signal, ...asked, ...(tracing && { tracer: tracing.tracer }) },
        // Of what is put a second time one sound is enough.
        keepsSounds: keepsSounds && into === taken,
        on: async (event) => {
          if (event.kind === 'planned') announce(event.plan);
          if (event.kind === 'finished') {
            const { probe, observation } = event;
            if (into === taken) refuseChanged(probe, begun?.evidence.observations[probe.id], observation);
            into[probe.id] = observation;
            await keep?.({ evidence: evidenceNow(), clockMs: host.clock.nowMs() });
          }
          progress.on(event);
        },
      }).finally(end);
    };
    await put({ probes, scenario }, taken);
    const moved = await secondTime?.(evidenceNow());
    if (moved) {
      progress.plan(onceMore(moved.probes));
      const putAgain = () => put(moved, again);
      await (tracing?.part('second measurement', putAgain) ?? putAgain());
    }
    return evidenceNow();
  } finally {
    await stage.close();
  }
}
