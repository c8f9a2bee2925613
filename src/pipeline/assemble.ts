import type { Criterion } from '../domain/criterion.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Diagnosis } from '../domain/finding.ts';
import type { Probe } from '../domain/probe.ts';
import type { Review } from '../domain/review.ts';
import { figuresIn, type Lang, localise, said } from '../domain/text.ts';
import { comparedLines } from './compared-lines.ts';
import { diagnose } from './diagnose.ts';
import { doubtsOf } from './doubts.ts';
import { factsOf } from './facts.ts';
import { fingerprintOf } from './fingerprint.ts';
import { baselineFor, type Choice, compareWith, confirmedRegressions, ofSameTarget } from './history.ts';
import { judgeAll, overall } from './judge.ts';
import { methodOf } from './method.ts';
import { ratchetHints } from './ratchet.ts';
import { readingsOf, recordOf } from './record.ts';
import { commitOf } from './resume.ts';
import { scoreOf } from './score.ts';
import {
  actionsOf,
  criterionResults,
  gpuMemoryOf,
  metricReports,
  probeReports,
  unblockChecks,
} from './sections.ts';
import { sittingLines } from './sitting-lines.ts';
import { statusLine } from './status.ts';
import { streaksOf } from './streaks.ts';

/** The rules that evidence is judged by. */
export interface Rules {
  readonly probes: readonly Probe[];
  readonly criteria: readonly Criterion[];
  readonly diagnoses: readonly Diagnosis[];
}

/** Where in the history the review stands. */
export interface Place extends Choice {
  readonly cycle: number;
  readonly lang: Lang;
}

/** Judges evidence and draws everything that reporters need: same arguments, same review, to the byte. */
export function assemble(evidence: Evidence, rules: Rules, place: Place): Review {
  const { probes, criteria, diagnoses } = rules;
  const { cycle, lang } = place;
  const facts = factsOf(evidence, probes);
  const judged = judgeAll(evidence, criteria, facts);
  const findings = diagnose(judged, diagnoses, facts);
  const score = scoreOf(judged);
  const doubts = doubtsOf(evidence, probes);
  const results = criterionResults(judged, facts, doubts, lang);
  const told = localise(findings, lang);
  const of = (severity: 'blocker' | 'warning' | 'note') =>
    told.filter((finding) => finding.severity === severity);
  const blockers = of('blocker');
  // What a blocker takes part of, such as the sound of a turn, does not work, however many points are left.
  const blocked = new Set(blockers.flatMap(({ explains }) => explains));

  const own = {
    cycle,
    reviewedAt: evidence.observedAt,
    commit: commitOf(evidence),
    verdict: overall(judged),
    score,
    criteria: results,
    blockers,
  };
  const record = recordOf(own, evidence, probes, '');
  const found = baselineFor(record, place);
  const { tolerancePct } = evidence.rubric;
  const again = readingsOf({ observations: evidence.confirmations ?? {} }, probes);
  const comparison = found && compareWith(found, record, { probes, criteria, tolerancePct, again });
  const regressions = confirmedRegressions(comparison?.changes ?? []);
  const verdict = own.verdict === 'ok' && regressions.length > 0 ? 'attention' : own.verdict;
  const streaks = streaksOf(cycle, blockers, ofSameTarget(record, place.past));

  return {
    schema: 'ralph/review@1',
    ralph: evidence.ralph,
    lang,
    cycle,
    label: evidence.rubric.label ?? null,
    reviewedAt: own.reviewedAt,
    commit: own.commit,
    target: { name: evidence.target.name, url: evidence.target.url },
    verdict,
    status: statusLine(verdict, { findings, streaks, regressions }, lang),
    score,
    criteria: results,
    blockers,
    warnings: of('warning'),
    notes: of('note'),
    actions: verdict === 'ok' ? [] : actionsOf(findings, lang),
    unblock: unblockChecks(findings, results, lang),
    progress: results.flatMap(({ id, verdict: each, title, value }) =>
      (each === 'pass' || each === 'warn') && !blocked.has(id)
        ? [figuresIn(`${title}${lang === 'fr' ? ' :' : ':'} ${value ?? 'OK'}`, lang)]
        : [],
    ),
    probes: probeReports(evidence, probes, judged, lang),
    metrics: metricReports(probes, facts, doubts, lang),
    gpuMemory: gpuMemoryOf(facts, fingerprintOf(evidence, probes).gpu),
    baseline: comparison?.baseline ?? null,
    changes: comparison ? localise(comparison.changes, lang) : [],
    streaks,
    method: [
      ...methodOf(evidence, facts),
      ...sittingLines(evidence, probes),
      ...comparedLines(comparison, place, evidence),
      ...ratchetHints(judged, [record, ...(found?.history ?? [])]),
    ].map((line) => said(line, lang)),
    quip: told.find(({ severity, quip }) => severity === 'blocker' && quip !== undefined)?.quip ?? null,
  };
}
