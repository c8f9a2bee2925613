import { describe, expect, test } from 'vitest';
import { rules } from '../cli/rules.ts';
import { evidenceWith, healthy } from './evidence.fixture.ts';
import { factsOf } from './facts.ts';
import { judgeAll } from './judge.ts';
import { ratchetHints } from './ratchet.ts';
import { metricsOf } from './record.ts';

const evidence = evidenceWith(healthy);
const judged = judgeAll(evidence, rules.criteria, factsOf(evidence, rules.probes));

/** What is said of cycles in which the LLM took so long, newest first. */
const hints = (...ms: readonly (number | null)[]): string[] =>
  ratchetHints(
    judged,
    ms.map((value) => ({ readings: { 'llm.e2el_ms': { value, shown: { en: '', fr: '' } } } })),
  ).map(({ en }) => en);

describe('an objective of 500 ms', () => {
  test('that five cycles kept to half of can be tightened, with room above the worst of them', () => {
    expect(hints(200, 180, 213, 150, 190)).toEqual([
      'LLM has kept to half of its objective for 5 cycles (213 ms at most, of 500 ms); what it holds can be held to: criteria: { llm: { objective: 320 ms } }',
    ]);
  });

  test.each([
    ['four cycles', [200, 180, 213, 150]],
    ['a cycle between that did not', [200, 180, 251, 150, 190, 200]],
    ['a cycle between that was not measured', [200, 180, null, 150, 190, 200]],
    ['a current one that did not', [300, 180, 150, 150, 190, 200]],
  ])('is left alone after %s', (_name, ms) => {
    expect(hints(...ms)).toEqual([]);
  });

  test('counts up to the first that did not', () => {
    expect(hints(100, 100, 100, 100, 100, 100, 400, 100)[0]).toContain('for 6 cycles (100 ms');
  });
});

test('every objective names a metric there is, in its own unit', () => {
  const metrics = new Map(metricsOf(rules.probes));
  for (const { objective } of rules.criteria) {
    if (!objective) continue;
    const metric = metrics.get(objective.of);
    expect(metric?.kind === 'number' && metric.unit).toBe(objective.unit);
  }
});
