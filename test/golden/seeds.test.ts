import { describe, expect, test } from 'vitest';
import type { Review } from '../../src/domain/review.ts';
import { deltaOf } from '../../src/reporters/change-delta.ts';
import { reviewOf } from './seeds.ts';

const points = ({ criteria }: Review) =>
  Object.fromEntries(criteria.filter(({ weight }) => weight > 0).map(({ id, points: given }) => [id, given]));

const blockersOf = ({ blockers }: Review) =>
  blockers.map(({ id, cause }) => (cause === undefined ? id : `${id} ← ${cause}`));

function changeOf({ changes }: Review, metric: string) {
  const change = changes.find((each) => each.metric === metric);
  if (!change) throw new Error(`no change of ${metric}`);
  const { kind, before, now } = change;
  return { kind, before, now, delta: deltaOf(change) };
}

const passing = { tests: 10, build: 10, backend: 10, llm: 10, tts: 10 };

describe('each seed review, from its measured facts', () => {
  test('cycle 47', () => {
    const review = reviewOf(47);
    expect(points(review)).toEqual({ ...passing, gpu: 0, cuda: 0 });
    expect(review.score).toEqual({ points: 50, max: 70, percent: 71.4 });
    expect(review.verdict).toBe('blocked');
    expect(review.commit).toBe('14f332c');
    expect(blockersOf(review)).toEqual(['torch-cpu-only', 'gpu-idle ← torch-cpu-only', 'chat-without-audio']);
    expect(review.baseline).toBeNull();
  });

  test('cycle 48', () => {
    const review = reviewOf(48);
    expect(points(review)).toEqual({
      ...passing,
      ...{ tests: 0, backend: 8, tts: 8, websocket: 10, e2e: 2, gpu: 0, cuda: 0 },
    });
    expect(review.score).toEqual({ points: 48, max: 90, percent: 53.3 });
    expect(review.verdict).toBe('blocked');
    expect(blockersOf(review)).toEqual([
      'torch-absent',
      'tests-broken ← torch-absent',
      'gpu-idle ← torch-absent',
      'chat-without-audio',
    ]);
  });

  test('cycle 53', () => {
    const review = reviewOf(53);
    expect(points(review)).toEqual({ ...passing, stats: 10, websocket: 5, 'e2e-audio': 0, gpu: 0 });
    expect(review.score).toEqual({ points: 65, max: 90, percent: 72.2 });
    expect(review.verdict).toBe('blocked');
    expect(blockersOf(review)).toEqual([
      'speech-chain-without-fallback',
      'gpu-idle',
      'chat-without-audio ← speech-chain-without-fallback',
    ]);
  });

  test('cycles 58 and 59', () => {
    expect(reviewOf(58).score).toEqual({ points: 68, max: 70, percent: 97.1 });
    const review = reviewOf(59);
    expect(points(review)).toEqual({ ...passing, gpu: 3, websocket: 10, e2e: 9 });
    expect(review.score).toEqual({ points: 72, max: 80, percent: 90 });
    expect(review.verdict).toBe('attention');
    expect(blockersOf(review)).toEqual(['gpu-idle']);
  });
});

describe('what changed, as the seeds state it', () => {
  test('48 after 47: the score, torch and the suite are worse', () => {
    const review = reviewOf(48);
    expect(review.baseline).toMatchObject({ cycle: 47, differences: [] });
    // Over the seven criteria of both: that 48 was judged by two more is no change.
    expect(review.changes[0]).toMatchObject({ metric: 'score', kind: 'worse', delta: -20 });
    expect(review.changes[0]?.note).toContain('50/70 (71.4 %) → 48/90 (53.3 %), −18 points');
    expect(changeOf(review, 'cuda.state')).toMatchObject({
      kind: 'worse',
      before: 'CPU-only',
      now: 'absent',
    });
    expect(changeOf(review, 'tests.state')).toMatchObject({
      kind: 'worse',
      before: '199 passed',
      now: 'broken',
    });
    expect(changeOf(review, 'tests.passed')).toMatchObject({ kind: 'gone', now: null });
  });

  test('59 after 58: less memory, a score over another exam, and figures that may be faster', () => {
    const review = reviewOf(59);
    expect(review.baseline).toMatchObject({ cycle: 58, differences: [] });
    expect(changeOf(review, 'gpu.mem_used_mib')).toEqual({
      kind: 'worse',
      before: '1982 MiB',
      now: '1362 MiB',
      delta: '−31 %',
    });
    // Its point and a half are those of a figure that is not told from noise.
    expect(changeOf(review, 'score')).toMatchObject({ kind: 'within-noise', before: '68/70 (97.1 %)' });
    expect(review.changes[0]?.note).toContain('68/70 (97.1 %) → 72/80 (90 %), −7.1 points');
    // One or two samples on either side are said, and claim nothing.
    expect(changeOf(review, 'llm.e2el_ms')).toEqual({
      kind: 'within-noise',
      before: '326 ms',
      now: '24–207 ms',
      delta: '−65 %',
    });
    expect(changeOf(review, 'tts.total_ms')).toMatchObject({
      kind: 'within-noise',
      before: '185–255 ms',
      now: '105 ms',
    });
  });

  test('53 after 49–52: the idle GPU stands in its fifth cycle', () => {
    const { streaks, status } = reviewOf(53, 'en', 49);
    expect(streaks.map(({ id, cycles, since }) => [id, cycles, since])).toEqual([
      ['speech-chain-without-fallback', 1, 53],
      ['gpu-idle', 5, 49],
      ['chat-without-audio', 1, 53],
    ]);
    expect(status).toBe('BLOCKED - SPEECH WITHOUT FALLBACK + GPU IDLE (5th cycle in a row)');
  });

  test('53 after 52, where only the GPU was noted: the scores compare over that alone', () => {
    const [score] = reviewOf(53).changes;
    expect(score).toMatchObject({ kind: 'within-noise', before: '0/10 (0 %)', now: '0/10 (0 %)' });
    expect(score?.note).toContain('0/10 (0 %) → 65/90 (72.2 %), +72 points');
  });
});
