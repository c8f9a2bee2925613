import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NumberMetric } from '../domain/metric.ts';
import type { Reading } from '../domain/record.ts';
import { same } from '../domain/text.ts';
import { seededRandom } from '../statistics/random.ts';
import { sampleShape } from '../statistics/sample-shape.ts';
import { weigh } from './weigh.ts';

const metric = (better: 'lower' | 'higher' = 'lower', floor = 15): NumberMetric<unknown> => ({
  ...{ kind: 'number', title: { en: 'Answer', fr: 'Réponse' }, unit: 'ms', better, floor },
  formula: same(''),
  from: () => undefined,
});

/** A reading of these samples; of one, a single time, which has no samples. */
function reading(samples: readonly number[], of?: string): Reading {
  const shape = sampleShape(samples);
  return {
    ...{ value: samples[0] ?? null, shown: same(''), ...(shape && { shape }) },
    ...(samples.length > 1 && { samples }),
    ...(of !== undefined && { of: same(of) }),
  };
}

const random = seededRandom(7);
/** Twenty samples about `ms`, spread by some percent. */
const about = (ms: number) => Array.from({ length: 20 }, () => ms * (1 + 0.06 * (random() - 0.5)));

const steady = Array.from({ length: 14 }, (_, index) => reading(about(200 + (index % 3))));
const few = steady.slice(0, 3);

function weighed(
  past: readonly Reading[],
  now: Reading,
  again?: Reading,
  which: NumberMetric<unknown> = metric(),
  named?: { readonly delta: number; readonly isApparent: boolean },
) {
  const weighing = {
    past: past.map((each) => ({ 'p.ms': each })),
    again: again ? { 'p.ms': again } : {},
    ...{ tolerancePct: 10, metrics: 30, isNamed: named !== undefined },
  };
  return weigh('p.ms', which, now, weighing, named ?? { delta: 0, isApparent: false });
}

describe('against twelve comparable cycles or more', () => {
  test('what moved twice is claimed, against what they let expect', () => {
    const change = weighed(steady, reading(about(260)), reading(about(262)));
    expect(change).toMatchObject({
      kind: 'worse',
      before: { en: 'usually 201 ms', fr: 'd’ordinaire 201 ms' },
      proof: { basis: 'history', cycles: 14, measured: 2, aspect: 'level', suspected: 'worse' },
    });
    expect(change.deltaPct).toBeCloseTo(30, -1);
    expect(weighed(steady, reading(about(150)), reading(about(148))).kind).toBe('better');
  });

  test('what moved once, or not again, is suspected and not claimed', () => {
    const once = weighed(steady, reading(about(260)));
    expect(once).toMatchObject({ kind: 'within-noise', proof: { suspected: 'worse', measured: 1 } });
    const not = weighed(steady, reading(about(260)), reading(about(201)));
    expect(not).toMatchObject({ kind: 'within-noise', proof: { suspected: 'worse', measured: 2 } });
  });

  test('what did not move says what could have been seen', () => {
    const { kind, proof } = weighed(steady, reading(about(202)));
    expect({ kind, suspected: proof?.suspected, measured: proof?.measured }).toEqual({
      ...{ kind: 'within-noise', suspected: null, measured: 1 },
    });
    expect(proof?.visiblePct).toBeGreaterThanOrEqual(10);
    expect(proof?.visiblePct).toBeLessThan(20);
  });

  test('below the floor nothing is even suspected, however far out', () => {
    expect(weighed(steady, reading(about(260)), reading(about(260)), metric('lower', 100))).toMatchObject({
      kind: 'within-noise',
      proof: { suspected: null },
    });
  });

  test('of what is better the higher it is, more is better', () => {
    const [now, again] = [reading(about(260)), reading(about(262))];
    expect(weighed(steady, now, again, metric('higher')).kind).toBe('better');
  });

  test('a tail that grew is told as one, beside a height that stayed', () => {
    const stretched = () => about(200).map((ms, index) => (index % 8 === 0 ? 3 * ms : ms));
    const change = weighed(steady, reading(stretched()), reading(stretched()));
    expect(change).toMatchObject({
      ...{ kind: 'worse', unit: 'ratio', proof: { aspect: 'tail', basis: 'history' } },
      title: { en: 'Answer, tail (p95 / p50)', fr: 'Réponse, traîne (p95 / p50)' },
    });
    expect(weighed(steady, reading(stretched()), reading(stretched()), metric('higher')).kind).toBe(
      'within-noise',
    );
  });

  test('cycles of other work are none of them', () => {
    const silent = steady.map((each) => ({ ...each, of: same('without speech') }));
    const { proof, kind } = weighed(silent, reading(about(400), 'spoken'), reading(about(400), 'spoken'));
    expect({ kind, cycles: proof?.cycles }).toEqual({ kind: 'within-noise', cycles: 0 });
  });
});

describe('against fewer', () => {
  test('the ranks of the samples speak, for the time being', () => {
    expect(weighed(few, reading(about(300)), reading(about(300)))).toMatchObject({
      kind: 'worse',
      proof: { basis: 'previous', cycles: 3, measured: 2, visiblePct: null },
    });
  });

  test('cycles whose samples are not at hand say nothing', () => {
    const bare = few.map(({ samples: _, ...rest }) => rest);
    expect(weighed(bare, reading(about(300)), reading(about(300))).kind).toBe('within-noise');
  });
});

describe('a single time', () => {
  const singles = (...values: number[]) => values.map((ms) => reading([ms]));
  const usual = Array.from({ length: 14 }, (_, index) => 300 + 3 * (index % 5));

  test('is never claimed from one earlier cycle, however far it moved', () => {
    expect(weighed(singles(100), reading([5000])).kind).toBe('within-noise');
  });

  test('nor from one cycle that moved against many', () => {
    expect(weighed(singles(...usual), reading([900]))).toMatchObject({
      kind: 'within-noise',
      proof: { measured: 1, suspected: null },
    });
  });

  test('is claimed where two cycles in a row moved', () => {
    expect(weighed(singles(900, ...usual), reading([880]))).toMatchObject({
      kind: 'worse',
      proof: { measured: 2, basis: 'history' },
    });
  });
});

test('nothing is ever claimed that was measured once', () => {
  const sample = fc.array(fc.double({ min: 1, max: 5000, noNaN: true }), { minLength: 2, maxLength: 25 });
  fc.assert(
    fc.property(fc.array(sample, { maxLength: 20 }), sample, (past, now) => {
      expect(
        weighed(
          past.map((each) => reading(each)),
          reading(now),
        ).kind,
      ).toBe('within-noise');
    }),
  );
});

test('a claim and what it rests on point the same way', () => {
  const scale = fc.double({ min: 0.3, max: 3, noNaN: true });
  fc.assert(
    fc.property(scale, scale, (first, second) => {
      const change = weighed(steady, reading(about(200 * first)), reading(about(200 * second)));
      if (change.kind === 'within-noise') return;
      expect(change.kind).toBe(change.proof?.suspected);
      expect(Math.sign(change.deltaPct ?? 0)).toBe(change.kind === 'worse' ? 1 : -1);
    }),
    { numRuns: 60 },
  );
});

describe('against a cycle that a person named', () => {
  const blessed = [reading(about(300)), ...steady];
  const still = { delta: 1, isApparent: false };
  const [now, again] = [reading(about(300)), reading(about(301))];

  test('what has not moved from it has not moved, however far it lies from older cycles', () => {
    expect(weighed(blessed, now, again).kind).toBe('worse');
    expect(weighed(blessed, now, again, metric(), still)).toMatchObject({
      kind: 'within-noise',
      proof: { suspected: null },
    });
    const down = { delta: -60, isApparent: true };
    expect(weighed(blessed, now, again, metric(), down).kind).toBe('within-noise');
  });

  test('what has moved from it is claimed', () => {
    const moved = { delta: 100, isApparent: true };
    expect(weighed(blessed, reading(about(400)), reading(about(401)), metric(), moved).kind).toBe('worse');
  });

  test('its single time is no measurement of today', () => {
    const times = [900, ...Array.from({ length: 14 }, (_, index) => 300 + (index % 3))];
    const past = times.map((ms) => reading([ms]));
    expect(weighed(past, reading([900])).kind).toBe('worse');
    expect(weighed(past, reading([900]), undefined, metric(), { delta: 0, isApparent: false }).kind).toBe(
      'within-noise',
    );
  });
});
