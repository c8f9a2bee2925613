import { describe, expect, test } from 'vitest';
import { rules } from '../cli/rules.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { CycleRecord } from '../domain/record.ts';
import { assemble } from './assemble.ts';
import { secondTime } from './confirm.ts';
import { answer, chat, clip, evidenceWith, healthy, series, turn } from './evidence.fixture.ts';
import { recordOf } from './record.ts';

/** Ten answers of about so many ms, none like another. */
const answers = (ms: number) =>
  chat(...Array.from({ length: 10 }, (_, index) => answer(ms * (1 + (index % 5) / 100) + index / 10)));

const seen = (readings: Record<string, unknown>): Evidence => evidenceWith({ ...healthy, ...readings });

const place = (past: readonly CycleRecord[]) => ({ cycle: past.length + 1, lang: 'en', past }) as const;

/** Fourteen cycles of a steady stack, newest first. */
const past: readonly CycleRecord[] = Array.from({ length: 14 }, (_, index) => {
  const evidence = seen({ llm: answers(200 + (index % 3)) });
  const review = assemble(evidence, rules, { ...place([]), cycle: 14 - index });
  return recordOf(review, evidence, rules.probes, `cycle-${14 - index}.json`);
});

const judged = (evidence: Evidence) => assemble(evidence, rules, place(past));
const again = (evidence: Evidence, llm: unknown): Evidence => ({
  ...evidence,
  confirmations: evidenceWith({ llm }).observations,
});
const latencyIn = (evidence: Evidence) =>
  judged(evidence).changes.find(({ metric }) => metric === 'llm.e2el_ms');

const slow = seen({ llm: answers(280) });

describe('what seems to have moved', () => {
  test('is put a second time, with longer series, and nothing else is', () => {
    const asked = secondTime(judged(slow), slow, rules.probes);
    expect(asked?.probes.map(({ id }) => id)).toEqual(['llm']);
    expect(asked?.scenario).toMatchObject({ ...slow.scenario, samples: 40, mostSamples: 40 });
  });

  test('where answers take long, the second series is no longer than a minute', () => {
    const crawling = seen({ llm: answers(4_000) });
    expect(secondTime(judged(crawling), crawling, rules.probes)?.scenario.samples).toBe(14);
  });

  test('is not put a third time, and nothing is where nothing moved', () => {
    const twice = again(slow, answers(281));
    expect(secondTime(judged(twice), twice, rules.probes)).toBeUndefined();
    const steady = seen({ llm: answers(201) });
    expect(secondTime(judged(steady), steady, rules.probes)).toBeUndefined();
  });

  test('is claimed where it moved again, and the review asks for attention', () => {
    const review = judged(again(slow, answers(281)));
    expect(review).toMatchObject({ verdict: 'attention', blockers: [], warnings: [] });
    expect(review.status).toMatch(/^ATTENTION - LLM LATENCY \+\d+ %/);
    expect(latencyIn(again(slow, answers(281)))).toMatchObject({ kind: 'worse', proof: { measured: 2 } });
  });

  test('is not where it was seen once, did not move again, or could not be measured again', () => {
    for (const evidence of [slow, again(slow, answers(202)), again(slow, chat())]) {
      expect(judged(evidence).verdict).toBe('ok');
      expect(latencyIn(evidence)?.kind).toBe('within-noise');
    }
  });

  test('for the better is held to the same, and asks for no attention', () => {
    const fast = seen({ llm: answers(120) });
    expect(secondTime(judged(fast), fast, rules.probes)?.probes.map(({ id }) => id)).toEqual(['llm']);
    const review = judged(again(fast, answers(121)));
    expect(review.verdict).toBe('ok');
    expect(latencyIn(again(fast, answers(121)))?.kind).toBe('better');
  });

  test('in the second language as in the first', () => {
    const evidence = again(slow, answers(281));
    const { method } = assemble(evidence, rules, { ...place(past), lang: 'fr' });
    expect(method).toContain('Redemandé, seul, parce qu’un chiffre semblait avoir bougé : llm');
  });
});

test('a turn that lost its speech is no faster turn', () => {
  const before = seen({ turn: series(turn(2000), turn(2100)) });
  const record = recordOf(assemble(before, rules, place([])), before, rules.probes, 'cycle-1.json');
  const silent = seen({ turn: series(turn(40, { audio: null, audioChars: 0 }), turn(41, { audio: null })) });
  const { changes } = assemble(silent, rules, place([record]));
  expect(changes.find(({ metric }) => metric === 'turn.e2e_ms')).toMatchObject({
    kind: 'incomparable',
    note: 'spoken → without speech',
  });
  expect(changes.find(({ metric }) => metric === 'turn.spoken_pct')?.kind).toBe('worse');
});

describe('the testbed', () => {
  const baselineOf = (then: Evidence, now: Evidence) => {
    const record = recordOf(assemble(then, rules, place([])), then, rules.probes, 'cycle-1.json');
    return assemble(now, rules, place([record])).baseline?.differences;
  };
  const environment = (changed: object) => ({
    ...{ commit: null, branch: null, dirty: null, platform: 'linux 6.1', cpu: 'A', cores: 4 },
    ...{ memoryMib: 1, node: '20', ...changed },
  });

  test.each([
    [
      'the processor',
      { environment: environment({}) },
      { environment: environment({ cpu: 'B' }) },
      ['cpu: A → B'],
    ],
    [
      'the number of its cores',
      { environment: environment({}) },
      { environment: environment({ cores: 8 }) },
      ['cores: 4 → 8'],
    ],
    [
      'a patched kernel, which is no other machine',
      { environment: environment({}) },
      { environment: environment({ platform: 'linux 6.2' }) },
      [],
    ],
    ['torch', {}, { cuda: { ...healthy.cuda, torch: '2.10.0' } }, ['torch: 2.9.1 → 2.10.0']],
    [
      'the model that answers',
      { llm: chat(answer(100, { model: 'a' }), answer(101, { model: 'a' }), answer(99, { model: 'b' })) },
      { llm: chat(answer(100, { model: 'b' })) },
      ['model that answers: a → b'],
    ],
    [
      'a model that stood in once',
      { llm: chat(answer(100, { model: 'a' }), answer(101, { model: 'a' })) },
      { llm: chat(answer(100, { model: 'a' }), answer(101, { model: 'a' }), answer(99, { model: 'b' })) },
      [],
    ],
    [
      'the voice that speaks',
      { tts: series(clip(100)) },
      { tts: series(clip(100, { engine: 'espeak' })) },
      ['voice that speaks: piper → espeak'],
    ],
  ])('%s', (_name, then, now, differences) => {
    expect(baselineOf(seen(then), seen(now))).toEqual(differences);
  });
});
