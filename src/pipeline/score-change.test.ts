import { describe, expect, test } from 'vitest';
import { type Scored, scoreChange } from './score-change.ts';

const of = (points: Record<string, number | null>, weight = 1): Scored => {
  const criteria = Object.entries(points).map(([id, given]) => ({ id, points: given, weight }));
  const known = criteria.flatMap((each) => each.points ?? []);
  const [sum, max] = [weight * known.reduce((a, b) => a + b, 0), 10 * weight * known.length];
  return { criteria, score: { points: sum, max, percent: Math.round((1000 * sum) / max) / 10 } };
};

const none: Scored = { score: null, criteria: [] };

describe('over the same criteria', () => {
  test('the percentages are compared as they are', () => {
    expect(scoreChange(of({ a: 10, b: 10 }), of({ a: 10, b: 7 }))).toMatchObject({
      ...{ kind: 'worse', delta: -15, title: { en: 'Score' } },
      ...{ before: { en: '20/20 (100 %)' }, now: { en: '17/20 (85 %)' } },
    });
    expect(scoreChange(of({ a: 7 }), of({ a: 8 })).kind).toBe('better');
    const same = scoreChange(of({ a: 7 }), of({ a: 7 }));
    expect(same).toMatchObject({ kind: 'within-noise', delta: 0 });
    expect(same).not.toHaveProperty('note');
  });

  test('what did not apply in either is no criterion of it', () => {
    expect(scoreChange(of({ a: 7, b: null }), of({ a: 7, b: null }))).not.toHaveProperty('note');
  });
});

describe('over other criteria', () => {
  test('only those of both are compared, and the percentages are said as what they are', () => {
    const change = scoreChange(of({ a: 10, b: 10, c: 10 }), of({ a: 10, b: 8, d: 0 }));
    expect(change).toMatchObject({
      ...{ kind: 'worse', delta: -10, title: { en: 'Score over 2 shared criteria' } },
      ...{ before: { en: '20/20 (100 %)' }, now: { en: '18/20 (90 %)' } },
      note: {
        en: 'the plain scores are over other criteria: 30/30 (100 %) → 18/30 (60 %), −40 points',
        fr: 'les scores bruts portent sur d’autres critères : 30/30 (100 %) → 18/30 (60 %), −40 points',
      },
    });
  });

  test('a criterion more that fails is no regression of the others', () => {
    expect(scoreChange(of({ a: 10 }), of({ a: 10, b: 0 }))).toMatchObject({
      ...{ kind: 'within-noise', delta: 0, title: { en: 'Score over the one shared criterion' } },
    });
  });

  test('none in common is not comparable', () => {
    const change = scoreChange(of({ a: 10 }), of({ b: 5 }));
    expect(change).toMatchObject({ kind: 'incomparable', delta: null });
    expect(change.note?.en).toContain('10/10 (100 %) → 5/10 (50 %)');
  });

  test('a weight that changed is no progress', () => {
    const [then, now] = [of({ a: 10, b: 0 }), of({ a: 10, b: 0, c: 10 })];
    const heavier = { ...now, criteria: now.criteria.map((each) => ({ ...each, weight: 3 })) };
    expect(scoreChange(then, heavier)).toMatchObject({ kind: 'within-noise', delta: 0 });
  });
});

test('rounding is no change, a missing score is new or gone', () => {
  const percent = (value: number): Scored => ({
    score: { points: 1, max: 1, percent: value },
    criteria: [{ id: 'a', points: 1, weight: 1 }],
  });
  expect(scoreChange(percent(90), percent(90)).kind).toBe('within-noise');
  expect(scoreChange(percent(90), percent(89.9))).toMatchObject({ kind: 'worse', delta: -0.1 });
  expect(scoreChange(none, percent(90)).kind).toBe('new');
  expect(scoreChange(percent(90), none).kind).toBe('gone');
});

describe('a point of a figure that is not told from noise', () => {
  const but = (wandering: string) => (id: string) => id !== wandering;

  test('is shown, and no regression', () => {
    const change = scoreChange(of({ a: 10, b: 10 }), of({ a: 10, b: 9 }), but('b'));
    expect(change).toMatchObject({ kind: 'within-noise', delta: -5 });
  });

  test('hides none of another criterion', () => {
    expect(scoreChange(of({ a: 10, b: 10 }), of({ a: 0, b: 9 }), but('b')).kind).toBe('worse');
    expect(scoreChange(of({ a: 5, b: 10 }), of({ a: 6, b: 5 }), but('b'))).toMatchObject({
      kind: 'within-noise',
      delta: -20,
    });
  });
});
