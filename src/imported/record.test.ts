import { expect, test } from 'vitest';
import type { ImportedReview } from '../domain/imported.ts';
import { readReview } from './read.ts';
import { recordOf } from './record.ts';
import { generous, page, scoreTable } from './review.fixture.ts';

const imported = (text: string): ImportedReview => ({
  ...{ schema: 'ralph/imported@1', cycle: 59, reviewedAt: '2026-01-20T13:42:00Z', file: 'old.md' },
  ...{ target: 'eva', sha256: '', ...readReview(text) },
});

test('a single figure is a value, a range is only shown, and what is not said is left out', () => {
  const text = page({
    front: [
      'progress:',
      '  - LLM latency: 24-207ms',
      '  - TTS latency: 105ms',
      '  - Frontend build: OK (29 routes)',
    ],
  });
  const { readings, score, blockers, verdict } = recordOf(imported(text), '2026-01-20-cycle-059.json');
  expect(readings['llm.e2el_ms']).toEqual({ value: null, shown: { en: '24–207 ms', fr: '24–207 ms' } });
  expect(readings['tts.total_ms']).toEqual({ value: 105, shown: { en: '105 ms', fr: '105 ms' } });
  expect(readings['build.routes']?.value).toBe(29);
  expect(readings['build.state']?.value).toBe('built');
  expect('turn.e2e_ms' in readings).toBe(false);
  expect([score, verdict, blockers]).toEqual([null, null, []]);
});

test('a score that contradicts itself is none, one in percent is so many of a hundred', () => {
  const of = (text: string) => recordOf(imported(text), 'x.json').score;
  expect(of(generous)).toBeNull();
  expect(of(page({ front: ['score: 72%'] }))).toEqual({ points: 72, max: 100, percent: 72 });
  expect(of(page({ body: scoreTable('SCORE', { a: '7/10', b: '8/10' }, '| TOTAL | 15/20 | |') }))).toEqual({
    ...{ points: 15, max: 20, percent: 75 },
  });
});

test('its figures and its points are not those of ralph', () => {
  const record = recordOf(imported(generous), 'x.json');
  expect(record.origin).toBe('imported');
  expect(record.testbed.scenario).toBe('imported');
  expect(record.criteria.every(({ id }) => id.startsWith('imported:'))).toBe(true);
});
