import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Evidence } from '../domain/evidence.ts';
import type { FleetReview } from '../domain/fleet.ts';
import type { CycleRecord } from '../domain/record.ts';
import type { Review } from '../domain/review.ts';
import { same } from '../domain/text.ts';
import type { Drawing, FleetDrawing } from './drawing.ts';

/** A folder that is gone when the test is over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ralph-archive-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export const evidence: Evidence = {
  schema: 'ralph/evidence@1',
  ralph: '0.1.0',
  observedAt: '2026-01-31T11:59:00.000Z',
  target: {
    name: 'eva',
    url: 'http://localhost:8000',
    dialect: 'eva',
    paths: { chat: '/chat' },
    folder: null,
    tests: { argv: ['pytest'], folder: '/project', timeoutMs: 300_000 },
    build: null,
    python: null,
    requirements: null,
    gpu: 'auto',
    audio: 'inline',
    requires: ['llm', 'tts'],
    pid: null,
  },
  scenario: { samples: 5, warmup: 1, timeoutMs: 30_000, rateLimitBudgetMs: 0, speech: 'en', hash: 'abc' },
  rubric: { criteria: { llm: { weight: 1, blocking: true, objective: 500 } }, tolerancePct: 10 },
  provenance: { kind: 'measured' },
  observations: {
    llm: {
      kind: 'observed',
      readings: { wallMs: [171.5, 393] },
      raw: [{ title: 'answer', language: 'json', content: '{}' }],
      startedAt: '2026-01-31T11:59:01.000Z',
      durationMs: 600.25,
    },
    gpu: { kind: 'unavailable', reason: 'no GPU here' },
    tts: { kind: 'errored', message: 'it broke' },
  },
};

export const review = (cycle: number, reviewedAt = '2026-01-31T12:00:00.000Z'): Review => ({
  schema: 'ralph/review@1',
  ralph: '0.1.0',
  lang: 'en',
  cycle,
  label: null,
  reviewedAt,
  commit: 'abc1234',
  target: { name: 'eva', url: 'http://localhost:8000' },
  verdict: 'ok',
  status: 'OK',
  score: { points: 10, max: 10, percent: 100 },
  criteria: [],
  blockers: [],
  warnings: [],
  notes: [],
  actions: [],
  unblock: [],
  progress: [],
  probes: [],
  metrics: [],
  gpuMemory: null,
  baseline: null,
  changes: [],
  streaks: [],
  method: [],
  quip: null,
});

/** A review of some day, whose Markdown says its cycle. */
export const drawnOn =
  (reviewedAt: string) =>
  (cycle: number): Drawing => ({
    review: review(cycle, reviewedAt),
    evidence,
    markdown: `# Cycle ${cycle}\n`,
  });

export const draw = drawnOn('2026-01-31T12:00:00.000Z');

/** A record without samples, which says in place of a commit who made it. */
export const recordOf = (cycle: number, maker = 'this ralph'): CycleRecord => ({
  ...{ cycle, reviewedAt: '2026-01-31T12:00:00.000Z', origin: 'measured', target: 'eva' },
  file: `2026-01-31-cycle-${String(cycle).padStart(3, '0')}.json`,
  ...{ commit: maker, branch: null, testbed: { target: 'eva', gpu: null }, verdict: 'ok' },
  score: { points: 10, max: 10, percent: 100 },
  criteria: [{ id: 'llm', points: 10, weight: 1 }],
  blockers: [{ id: 'llm-slow', title: 'Trop lent : « 2 s »' }],
  readings: {
    'llm.e2el_ms': { value: cycle, shown: same(`${cycle} ms`), shape: { n: 1, level: 1.5, tail: null } },
  },
});

/** The same with samples, as whoever reads a whole review makes it. */
export const sampled = (record: CycleRecord): CycleRecord => ({
  ...record,
  readings: Object.fromEntries(
    Object.entries(record.readings).map(([id, reading]) => [id, { ...reading, samples: [1, 2, 3] }]),
  ),
});

const fleet = (number: number): FleetReview => ({
  ...{ schema: 'ralph/fleet@1', ralph: '0.1.0', lang: 'en', fleet: 'all', number, run: 'abc' },
  ...{ reviewedAt: '2026-01-31T12:00:00.000Z', verdict: 'blocked', status: 'BLOCKED', partial: true },
  stacks: [
    {
      ...{ name: 'eva', asked: 'agent gpu-07', agent: null, outcome: 'silent', why: 'nobody answered' },
      ...{
        verdict: 'blocked',
        score: null,
        blockers: [],
        warnings: [],
        cycle: null,
        file: null,
        commit: null,
      },
      ...{ leftOut: [], outliers: [], regressions: [] },
    },
  ],
  ...{ shared: [], first: [], method: [] },
});

/** A fleet review of some day, whose Markdown says its number. */
export const fleetOf = (number: number): FleetDrawing => ({
  fleet: fleet(number),
  markdown: `# Fleet ${number}\n`,
});
