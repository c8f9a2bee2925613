import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Evidence } from '../domain/evidence.ts';
import type { Review } from '../domain/review.ts';
import type { Drawing } from './drawing.ts';

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
