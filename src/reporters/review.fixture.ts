import type { Review, ReviewFinding } from '../domain/review.ts';
import type { Lang } from '../domain/text.ts';

/** A blocked review in which everything that a stack or a command could have said reads `said`. */
export const reviewSaying = (said: string, lang: Lang = 'en'): Review => {
  const check = { text: said, command: said, holds: false };
  const finding: ReviewFinding = {
    id: 'f',
    severity: 'blocker',
    layer: 'stack',
    explains: [],
    title: said,
    headline: said,
    evidence: [said, said],
    story: said,
    remedy: [{ text: said, code: { language: 'bash', lines: [said] } }],
    unblock: [check],
  };
  const change = { title: said, before: said, now: said, deltaPct: 10, unit: 'ms' } as const;
  const suspected = {
    ...({
      basis: 'history',
      cycles: 12,
      measured: 1,
      aspect: 'level',
      suspected: 'worse',
      isApparent: true,
      visiblePct: 5,
    } as const),
  };
  const failing = { title: said, comment: said, why: said, value: said, check, weight: 1, blocking: true };
  return {
    schema: 'ralph/review@1',
    ralph: '0.1.0',
    lang,
    cycle: 7,
    label: said,
    reviewedAt: '2026-01-20T12:00:00.000Z',
    commit: said,
    target: { name: said, url: said },
    verdict: 'blocked',
    status: `${lang === 'fr' ? 'BLOCAGE CRITIQUE' : 'BLOCKED'} - ${said}`,
    score: { points: 0, max: 20, percent: 0 },
    criteria: [
      { id: 'llm', probe: 'llm', verdict: 'fail', points: 0, objective: said, ...failing },
      { id: 'tts', probe: 'tts', verdict: 'pass', points: 10, objective: null, ...failing },
    ],
    blockers: [finding],
    warnings: [{ ...finding, id: 'g', severity: 'warning', cause: 'f' }],
    notes: [{ ...finding, id: 'h', severity: 'note' }],
    actions: [{ finding: 'f', text: said }],
    unblock: [check],
    progress: [said],
    probes: [
      {
        id: 'llm',
        title: said,
        outcome: 'observed',
        verdict: 'fail',
        blocking: true,
        comment: said,
        durationMs: 1,
        raw: [{ title: said, language: 'text', content: said }],
      },
      {
        ...{ id: 'gpu', title: said, outcome: 'unavailable', verdict: null, blocking: false, comment: said },
        durationMs: null,
        raw: [],
      },
      {
        ...{ id: 'tts', title: said, outcome: 'errored', verdict: null, blocking: false, comment: said },
        durationMs: null,
        raw: [],
      },
    ],
    metrics: [{ id: 'llm.e2el_ms', title: said, unit: 'state', value: said, shown: said, formula: null }],
    gpuMemory: { name: said, usedMib: 1, totalMib: 10, utilisationPct: 0 },
    baseline: { cycle: 6, file: said, commit: said, branch: said, how: 'blessed', differences: [said] },
    changes: [
      { metric: 'a', kind: 'worse', delta: 10, ...change },
      { metric: 'b', kind: 'better', delta: -10, ...change },
      { metric: 'c', kind: 'new', delta: null, ...change },
      { metric: 'd', kind: 'gone', delta: null, ...change },
      { metric: 'e', kind: 'incomparable', delta: 1, ...change, note: said },
      { metric: 'f', kind: 'within-noise', delta: 1, ...change, proof: suspected },
    ],
    streaks: [{ id: 'f', title: said, cycles: 2, since: 6 }],
    method: [said],
    quip: said,
  };
};
