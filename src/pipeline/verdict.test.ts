import { describe, expect, test } from 'vitest';
import { rules } from '../cli/rules.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Observation } from '../domain/observation.ts';
import { assemble } from './assemble.ts';
import { defaults, evidenceWith, gpu, healthy, suite } from './evidence.fixture.ts';

const review = (evidence: Evidence) => assemble(evidence, rules, { cycle: 1, lang: 'en', past: [] });

const setting = (id: string, changed: { weight?: number; blocking?: boolean }) => ({
  criteria: { ...defaults(), [id]: { weight: 1, blocking: true, ...changed } },
});

const instead = (evidence: Evidence, probe: string, observation: Observation): Evidence => ({
  ...evidence,
  observations: { ...evidence.observations, [probe]: observation },
});

const broken = { tests: suite('collection-error') };
const errored: Observation = { kind: 'errored', message: 'TypeError: x is undefined' };
const unavailable: Observation = { kind: 'unavailable', reason: 'no NVIDIA GPU on this machine' };

describe('the verdict does not come from the percentage', () => {
  test('all well', () => {
    expect(review(evidenceWith(healthy))).toMatchObject({ verdict: 'ok', status: 'OK', actions: [] });
  });

  test('one blocking zero blocks, at 90 %', () => {
    const { verdict, score } = review(evidenceWith({ ...healthy, ...broken }));
    expect(verdict).toBe('blocked');
    expect(score?.percent).toBeGreaterThan(85);
  });

  test('a blocking zero of weight 0 blocks all the same, and moves no score', () => {
    const shown = setting('tests', { weight: 0 });
    const { verdict, score, blockers } = review(evidenceWith({ ...healthy, ...broken }, shown));
    expect(verdict).toBe('blocked');
    expect(score?.percent).toBe(100);
    expect(blockers.map(({ id }) => id)).toEqual(['tests-broken']);
  });

  test('a zero that does not block asks for attention, as a warning', () => {
    const open = setting('tests', { blocking: false });
    const { verdict, blockers, warnings } = review(evidenceWith({ ...healthy, ...broken }, open));
    expect(verdict).toBe('attention');
    expect(blockers).toEqual([]);
    expect(warnings.map(({ id }) => id)).toEqual(['tests-broken']);
  });

  test('a blocking criterion under 6 asks for attention, as a blocker; 6 to 9 changes nothing', () => {
    const [under, over] = [gpu(10, 8000), gpu(20, 8000)].map((card) =>
      review(evidenceWith({ ...healthy, gpu: card })),
    );
    expect(under).toMatchObject({ verdict: 'attention', blockers: [{ id: 'gpu-underused' }] });
    expect(over).toMatchObject({ verdict: 'ok', blockers: [] });
  });

  test('a probe of a scored criterion that broke leaves nothing concluded, not even a blocker elsewhere', () => {
    const evidence = instead(evidenceWith({ ...healthy, ...broken }), 'llm', errored);
    const { verdict, score, criteria } = review(evidence);
    expect(verdict).toBe('inconclusive');
    expect(score).toBeNull();
    expect(criteria.find(({ id }) => id === 'llm')).toMatchObject({ verdict: 'errored', points: null });
  });

  test('a probe of a criterion that is only shown may break', () => {
    const evidence = instead(evidenceWith(healthy, setting('stats', { weight: 0 })), 'stats', errored);
    expect(review(evidence)).toMatchObject({ verdict: 'ok', score: { percent: 100 } });
  });

  test('what cannot be asked here weighs nothing', () => {
    const { verdict, score, criteria } = review(instead(evidenceWith(healthy), 'gpu', unavailable));
    expect(verdict).toBe('ok');
    expect(score?.max).toBe(10 * (criteria.length - 1));
    expect(criteria.find(({ id }) => id === 'gpu')).toMatchObject({
      verdict: 'not-applicable',
      points: null,
      comment: 'no NVIDIA GPU on this machine',
    });
  });

  test('nothing that applies is nothing concluded', () => {
    expect(review(evidenceWith({}))).toMatchObject({ verdict: 'inconclusive', score: null });
  });
});

describe('the score', () => {
  test('weights may be fractions, and the sum is said without binary dust', () => {
    const criteria = Object.fromEntries(
      ['llm', 'tts', 'tests'].map((id) => [id, { weight: 0.1, blocking: true }]),
    );
    expect(review(evidenceWith(healthy, { criteria })).score).toEqual({ points: 3, max: 3, percent: 100 });
  });

  test('a criterion that this ralph does not have is an error that names it', () => {
    const criteria = { telepathy: { weight: 1, blocking: true } };
    expect(() => review(evidenceWith(healthy, { criteria }))).toThrow(/"telepathy".*backend/);
  });
});

test('what must hold is listed once a command, ticked where it holds', () => {
  const { unblock } = review(evidenceWith({ ...healthy, ...broken }));
  const commands = unblock.map(({ command }) => command);
  expect(new Set(commands).size).toBe(commands.length);
  expect(unblock.filter(({ holds }) => !holds).map(({ text }) => text)).toEqual(['the test suite passes']);
});
