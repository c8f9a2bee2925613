import type { Evidence } from '../domain/evidence.ts';
import { figure } from '../domain/figure.ts';
import type { Check, Finding } from '../domain/finding.ts';
import type { Metric } from '../domain/metric.ts';
import type { Probe } from '../domain/probe.ts';
import type {
  Action,
  CriterionResult,
  CriterionVerdict,
  GpuMemory,
  MetricReport,
  ProbeReport,
  Review,
} from '../domain/review.ts';
import { figuresIn, type Lang, type Localised, localise, said, same } from '../domain/text.ts';
import { told } from '../domain/told.ts';
import { type Doubts, doubtOf } from './doubts.ts';
import type { LooseFacts } from './facts.ts';
import type { Judged } from './judge.ts';

/** From harmless to worst, for a probe that several criteria stand on. */
const WORST: readonly CriterionVerdict[] = ['not-applicable', 'pass', 'warn', 'fail', 'errored'];

const worst = (verdicts: readonly CriterionVerdict[]): CriterionVerdict | null =>
  verdicts.toSorted((a, b) => WORST.indexOf(b) - WORST.indexOf(a))[0] ?? null;

function objectiveOf({ criterion, objective }: Judged): string | null {
  const stated = criterion.objective;
  return stated ? `${stated.sense === 'at-most' ? '≤' : '≥'} ${figure(objective, stated.unit)}` : null;
}

/** One row of the score table per criterion. */
export function criterionResults(
  judged: readonly Judged[],
  facts: LooseFacts,
  doubts: Doubts,
  lang: Lang,
): CriterionResult[] {
  return judged.map((each) => {
    const { criterion, settings, verdict, points, value, comment, objective } = each;
    const holds = verdict === 'pass' || verdict === 'warn';
    return {
      id: criterion.id,
      probe: criterion.probe,
      title: said(criterion.title, lang),
      verdict,
      points,
      weight: settings.weight,
      blocking: settings.blocking,
      comment: said(comment, lang),
      why: said(criterion.why, lang),
      objective: objectiveOf(each),
      value: value ? said(value, lang) : null,
      ...(points !== null && doubtOf(doubts, criterion.probe, criterion.objective?.unit, lang)),
      check: { ...localise(criterion.check(facts, objective), lang), holds },
    };
  });
}

/** Each probe of the run with its raw evidence, in the order of the list of probes. */
export function probeReports(
  evidence: Evidence,
  probes: readonly Probe[],
  judged: readonly Judged[],
  lang: Lang,
): ProbeReport[] {
  return probes.flatMap((probe) => {
    const observation = evidence.observations[probe.id];
    if (!observation) return [];
    const standing = judged.filter(({ criterion }) => criterion.probe === probe.id);
    const base = {
      id: probe.id,
      title: said(probe.title, lang),
      verdict: worst(standing.map(({ verdict }) => verdict)),
      blocking: standing.some(({ verdict, settings }) => verdict === 'fail' && settings.blocking),
    };
    if (observation.kind === 'unavailable') {
      return {
        ...base,
        outcome: 'unavailable',
        comment: said(told(observation.reason), lang),
        durationMs: null,
        raw: [],
      };
    }
    if (observation.kind === 'errored') {
      return { ...base, outcome: 'errored', comment: observation.message, durationMs: null, raw: [] };
    }
    const comments = standing.map(({ value, comment }) =>
      [value ? said(value, lang) : '', said(comment, lang)].filter(Boolean).join(', '),
    );
    return {
      ...base,
      outcome: 'observed',
      comment: [...new Set(comments)].join('; '),
      durationMs: observation.durationMs,
      raw: observation.raw,
    };
  });
}

/** Every metric that the evidence carries. */
export function metricReports(
  probes: readonly Probe[],
  facts: LooseFacts,
  doubts: Doubts,
  lang: Lang,
): MetricReport[] {
  return probes.flatMap((probe) =>
    Object.entries<Metric<unknown>>(probe.metrics).flatMap(([name, metric]) => {
      const id = `${probe.id}.${name}`;
      const base = { id, title: said(metric.title, lang) };
      if (metric.kind === 'state') {
        const state = facts.state(id);
        if (state === undefined) return [];
        return {
          ...base,
          unit: 'state' as const,
          value: state,
          shown: said(metric.states[state] ?? same(state), lang),
          formula: null,
        };
      }
      const value = facts.number(id);
      if (value === undefined) return [];
      const shown = facts.shown(id) ?? figure(value, metric.unit);
      return {
        ...base,
        unit: metric.unit,
        value: Number(value.toFixed(3)),
        shown: figuresIn(shown, lang),
        formula: said(metric.formula, lang),
        ...doubtOf(doubts, probe.id, metric.unit, lang),
      };
    }),
  );
}

/** The steps of the blockers' remedies, causes first; of the warnings' when nothing blocks. */
export function actionsOf(findings: readonly Finding[], lang: Lang): Action[] {
  const blockers = findings.filter(({ severity }) => severity === 'blocker');
  const asked = blockers.length > 0 ? blockers : findings.filter(({ severity }) => severity === 'warning');
  return asked.flatMap(({ id, remedy }) =>
    remedy.map(({ text }) => ({ finding: id, text: said(text, lang) })),
  );
}

/** What must hold: the checks of the findings that block, then those of the criteria; each command once. */
export function unblockChecks(
  findings: readonly Finding[],
  criteria: readonly CriterionResult[],
  lang: Lang,
): Review['unblock'] {
  const blockers = findings.filter(({ severity }) => severity === 'blocker');
  const asked = [
    ...blockers.flatMap(({ unblock }) => localise(unblock, lang)),
    ...criteria.filter(({ blocking, points }) => blocking && points !== null).map(({ check }) => check),
  ];
  const what = ({ command, text }: Localised<Check>): string => command ?? text;
  return asked.filter((check, index) => asked.findIndex((other) => what(other) === what(check)) === index);
}

/** The card's memory after the load, for the bar. */
export function gpuMemoryOf(facts: LooseFacts, name: string | null | undefined): GpuMemory | null {
  const usedMib = facts.number('gpu.mem_used_mib');
  const totalMib = facts.number('gpu.mem_total_mib');
  if (usedMib === undefined || totalMib === undefined) return null;
  return {
    name: name ?? 'GPU',
    usedMib,
    totalMib,
    utilisationPct: facts.number('gpu.util_load_pct') ?? null,
  };
}
