import { expect, it } from 'vitest';
import { searchCapacity, trustOf } from './capacity.ts';
import { knee } from './knee.ts';
import type { LoadReport } from './load-report.ts';
import { nowAndThen } from './progress.ts';
import { rawBuckets } from './raw-buckets.ts';
import { drawn } from './report.ts';
import { type Measured, measuredFrom, outcomeOf, rawOf } from './result.ts';
import type { Objective, Scenario } from './scenario.ts';
import { createHistograms, createTally } from './tally.ts';
import type { Outcome } from './visitor.ts';

const p95 = (limit: number): Objective => ({
  id: 'p95',
  kind: 'percentile',
  timing: 'latency',
  percent: 95,
  limit,
});
const success: Objective = { id: 'success', kind: 'share', of: 'success', limit: 99 };

const scenario = (...objectives: Objective[]): Scenario => ({
  name: 'test',
  url: null,
  apiKeyEnv: null,
  deed: { kind: 'chat' },
  load: { kind: 'open', perSecond: 100, arrivals: 'constant', turns: 1, thinkMs: 0 },
  durationMs: 10_000,
  warmUpMs: 0,
  timeoutMs: 1000,
  connections: 1000,
  seed: 1,
  speech: 'en',
  objectives,
  capacity: null,
});

const after = (ms: number): Outcome => ({
  kind: 'answered',
  sentMs: 1,
  endMs: ms,
  firstMs: null,
  underrunMs: null,
});
const failed = (reason: string): Outcome => ({ kind: 'failed', reason });

/** The report of turns that were due at 0 and left 1 ms late. */
function reported(outcomes: readonly Outcome[], objectives: readonly Objective[], ownMs = 0.1): LoadReport {
  const histograms = createHistograms();
  const tally = createTally(objectives, histograms);
  for (const outcome of outcomes) tally.record({ intendedMs: 0, startedMs: 1, queued: false }, outcome);
  return {
    kind: 'done',
    histograms,
    counts: tally.counts(),
    measuredMs: 10_000,
    measuredFromEpochMs: 0,
    ownDelay: { p50: 0, p99: ownMs, max: ownMs },
  };
}

const measured = (outcomes: readonly Outcome[], objectives: Objective[] = [], ownMs?: number): Measured =>
  measuredFrom(reported(outcomes, objectives, ownMs), scenario(...objectives));

const many = (count: number, outcome: Outcome): Outcome[] => Array(count).fill(outcome);

it('errors are in the denominator and in no latency; what is good is inside the limit', () => {
  const outcomes = [...many(60, after(100)), ...many(20, after(400)), ...many(20, failed('HTTP 429'))];
  const found = measured(outcomes, [p95(300), success]);
  expect(found.requests).toEqual({
    answered: 80,
    failed: { 'HTTP 429': 20 },
    abandoned: 0,
    queued: 0,
    answeredPerSecond: 8,
    goodPerSecond: 6,
  });
  expect(found.shares).toEqual({ success: 80, c100: null, goodput: 60 });
  expect(found.timings.latency).toMatchObject({ n: 80, errors: 20, min: 99.968 });
  expect(found.timings.lag).toMatchObject({ n: 100 });
  expect(found.objectives.map(({ id, kept }) => [id, kept])).toEqual([
    ['p95', false],
    ['success', false],
  ]);
});

/** Within what a histogram keeps. */
const near = (ms: number) => expect.closeTo(ms, 0);

it('v2v and gaps have percentiles of their own; a late sound is answered and not good', () => {
  const heardAfter = (ms: number): Outcome => ({
    ...{ kind: 'answered', sentMs: 1, endMs: 900, firstMs: 5, underrunMs: ms },
    ...{ gapsMs: Float64Array.of(10, 40), heard: { audibleMs: ms, playedMs: 5000 } },
  });
  const objectives: Objective[] = [
    { id: 'v2v_p95', kind: 'percentile', timing: 'v2v', percent: 95, limit: 100 },
    { id: 'gap_p95', kind: 'percentile', timing: 'gap', percent: 95, limit: 30 },
    { id: 'c100', kind: 'share', of: 'c100', limit: 99 },
  ];
  const voice: Scenario = { ...scenario(...objectives), deed: { kind: 'ws-voice', says: 'words' } };
  const outcomes = [...many(90, heardAfter(64)), ...many(8, heardAfter(256)), ...many(2, failed('no sound'))];
  const {
    timings,
    shares,
    objectives: judged,
    instrument,
  } = measuredFrom(reported(outcomes, objectives, 20), voice);
  expect(timings.v2v).toMatchObject({ n: 98, errors: 2, p50: near(64), p95: near(256) });
  expect(timings.gap).toMatchObject({ n: 196, errors: 0, p50: near(10), max: near(40) });
  expect(shares).toEqual({ success: 98, c100: 90, goodput: 90 });
  expect(judged.map(({ id, kept }) => [id, kept])).toEqual([
    ['v2v_p95', false],
    ['gap_p95', false],
    ['c100', false],
  ]);
  // 20 ms are less than a tenth of what is heard late, and more than a tenth of what is not, and of any first token or gap.
  expect(instrument.tainted).toEqual(['first', 'gap']);
  const prompt = measuredFrom(reported(many(100, heardAfter(64)), objectives, 20), voice);
  expect(prompt.instrument.tainted).toEqual(['first', 'v2v', 'gap']);
});

it('what is abandoned is neither answered nor failed', () => {
  const { requests, shares } = measured([after(100), { kind: 'abandoned' }]);
  expect({ abandoned: requests.abandoned, success: shares.success }).toEqual({ abandoned: 1, success: 100 });
});

it('reasons are bounded', () => {
  const { requests } = measured(Array.from({ length: 100 }, (_, index) => failed(`reason ${index}`)));
  expect(Object.keys(requests.failed)).toHaveLength(21);
  expect(requests.failed.other).toBe(80);
});

it.each([
  ['kept', many(100, after(100)), [p95(300), success], 0.1],
  ['missed', many(100, after(400)), [p95(300)], 0.1],
  ['inconclusive, for it was the instrument', many(100, after(400)), [p95(300)], 60],
  ['kept, though the instrument was late', many(100, after(100)), [p95(300)], 60],
  ['missed, whatever the instrument', many(100, failed('HTTP 500')), [success], 60],
  ['missed, for nothing was answered', many(100, failed('HTTP 500')), [], 0.1],
  ['inconclusive, for too few came', many(10, after(100)), [p95(300)], 0.1],
  ['inconclusive, for nobody came', [], [success], 0.1],
] as const)('%s', (outcome, outcomes, objectives, ownMs) => {
  expect(outcomeOf(measured(outcomes, [...objectives], ownMs))).toBe(outcome.split(',')[0]);
});

it('tells when its own delay is more than a tenth of what it measured', () => {
  expect(measured(many(100, after(400)), [], 39).instrument.doubts).toEqual([]);
  const [doubt, ...more] = measured(many(100, after(400)), [], 41).instrument.doubts;
  expect(doubt).toContain('the sender itself was late by 41.0 ms');
  expect(more).toEqual([]);
});

it('raw buckets hold every value as often as it was recorded', () => {
  const { latency } = createHistograms();
  expect(rawBuckets(latency)).toEqual([]);
  for (const [us, count] of [
    [3, 1],
    [700, 5],
    [701, 2],
    [1999, 993],
  ] as const)
    for (let time = 0; time < count; time++) latency.record(us);
  expect(rawBuckets(latency)).toEqual([
    [3, 1],
    [700, 5],
    [701, 2],
    [1999, 993],
  ]);
});

it('draws times, errors, objectives and doubts', async () => {
  const objectives = [p95(300), success];
  const report = reported([...many(99, after(400)), failed('timeout')], objectives, 60);
  const canvas = { color: false, columns: 100 };
  const text = await drawn(scenario(...objectives), measuredFrom(report, scenario(...objectives)), canvas);
  expect(text).toContain('test: chat, open loop, 100/s (constant), 10 s');
  expect(text).toMatch(/from intended send │ +99 │ 400 ms/);
  expect(text).toMatch(/from real send +│ +99 │ 399 ms/);
  expect(text).toContain('99 answered, 9.9/s · success 99 % · goodput 0.0/s · failed: 1 × timeout');
  expect(text).toContain('✖ p95 400 ms, objective ≤ 300 ms');
  expect(text).toContain('✓ success 99 %, objective ≥ 99 %');
  expect(text).toContain('! not to be trusted: the sender itself was late by 60.0 ms');
  expect(rawOf(report).latency.reduce((sum, [, count]) => sum + count, 0)).toBe(99);
});

const levelOf = (users: number, most: number) =>
  measured(many(100, after(users > most ? 400 : 100)), [p95(300)]);

it('finds the knee, and draws it', async () => {
  const stop = new AbortController();
  const found = await searchCapacity(
    { max: 64, maxRuns: 24 },
    async (users) => levelOf(users, 5),
    stop.signal,
  );
  expect(found).toMatchObject({ passing: 5, failing: 6, settled: true });
  const text = knee(found);
  expect(text).toMatch(/ 5 +10\.0\/s +100 ms ✓ █+\n─+ knee\n +6 +0\.0\/s +400 ms ✖ █+ p95\n/);
  expect(text).toContain(
    'knee: 5 simultaneous users keep the objectives, 6 do not\n  ✖ p95 400 ms, objective ≤ 300 ms\n',
  );
});

/** Levels of a search whose instrument is late from so many users on, though the stack is not. */
const lateFrom = (late: number) => (users: number) =>
  Promise.resolve(measured(many(100, after(100)), [p95(300)], users >= late ? 60 : 0.1));

it.each([
  [4, 2, 'up to 2 users; at 4, the sender itself was late by 60.0 ms (p99)'],
  [1, null, 'at no level; at 1, the sender itself was late by 60.0 ms (p99)'],
  [99, 8, null],
])('an instrument that is late from %i users on is to be trusted up to %s', async (late, trusted, words) => {
  const bounds = { max: 8, maxRuns: 24 };
  const found = await searchCapacity(bounds, lateFrom(late), new AbortController().signal);
  expect(found).toMatchObject({ passing: 8, trusted, tainted: words === null ? null : late });
  const lines = knee(found).split('\n');
  const marked = lines.filter((line) => line.includes('~ late instrument'));
  expect(marked.map((line) => Number.parseInt(line, 10))).toEqual(
    [1, 2, 4, 8].filter((users) => users >= late),
  );
  expect(lines.filter((line) => line.startsWith('~'))).toEqual(
    words === null ? [] : [expect.stringContaining(`the instrument is to be trusted ${words}`)],
  );
});

it('a level that was late once, below others that were not, is no bound', () => {
  const level = (users: number, ownMs: number) => ({
    users,
    outcome: 'kept' as const,
    measured: measured(many(100, after(100)), [], ownMs),
  });
  expect(trustOf([level(4, 60), level(8, 0.1), level(16, 60), level(12, 60)])).toEqual({
    trusted: 8,
    tainted: 12,
  });
});

it('a search that is interrupted, or sees too little, concludes nothing', async () => {
  const stop = new AbortController();
  const interrupted = await searchCapacity(
    { max: 64, maxRuns: 24 },
    async (users) => {
      if (users === 4) stop.abort();
      return levelOf(users, 5);
    },
    stop.signal,
  );
  expect(interrupted).toMatchObject({ passing: 2, failing: null, settled: false });
  const few = await searchCapacity(
    { max: 64, maxRuns: 24 },
    async () => measured([after(1)], [p95(300)]),
    new AbortController().signal,
  );
  expect(few).toMatchObject({ passing: 0, settled: false });
  expect(knee(few)).toContain('! 1 users: too few requests for p95');
});

it('progress tells v2v where there is one', () => {
  const outcome: Outcome = { ...after(900), heard: { audibleMs: 100, playedMs: 5000 } } as Outcome;
  const said: string[] = [];
  nowAndThen((line) => said.push(line), 10_000)({ ...reported([outcome], []), measuredMs: 250 });
  expect(said).toEqual(['  0 of 10 s · 1 answered · 0 failed · v2v max 100 ms']);
});

it('progress is a plain line now and then', () => {
  const said: string[] = [];
  const tell = nowAndThen((line) => said.push(line), 10_000);
  for (const measuredMs of [0, 250, 500, 5_250]) tell({ ...reported([after(100)], []), measuredMs });
  expect(said).toEqual([
    '  0 of 10 s · 1 answered · 0 failed · max 100 ms',
    '  5 of 10 s · 1 answered · 0 failed · max 100 ms',
  ]);
});
