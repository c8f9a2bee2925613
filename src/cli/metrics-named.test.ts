import { expect, it } from 'vitest';
import { metricsOf } from '../pipeline/record.ts';
import { metricsNamed } from './metrics-named.ts';
import { rules } from './rules.ts';

const known = metricsOf(rules.probes);
const named = (...words: string[]): string[] => metricsNamed(words, known, rules.criteria);

it('are by default the score and what the criteria are seen by, each of which there is', () => {
  const ids = named();
  expect(ids.slice(0, 1)).toEqual(['score']);
  expect(ids).toEqual(expect.arrayContaining(['llm.e2el_ms', 'tts.total_ms', 'tests.state']));
  for (const id of ids.slice(1)) expect(known.map(([each]) => each)).toContain(id);
  for (const { id, metrics } of rules.criteria) expect([id, metrics?.length ?? 0]).not.toEqual([id, 0]);
});

it.each([
  [['llm.e2el_ms'], ['llm.e2el_ms']],
  [
    ['tts.rtf', 'score', 'tts.rtf'],
    ['tts.rtf', 'score'],
  ],
  [['cuda'], ['cuda.state', 'cuda.kernel_ms']],
  [['memory.gr'], ['memory.growth_mib']],
  [['growth'], ['memory.growth_mib']],
])('of %j are %j', (words, ids) => {
  expect(named(...words)).toEqual(ids);
});

it('of a probe are those that are compared', () => {
  expect(named('gpu')).not.toContain('gpu.temp_max_c');
});

it.each([
  ['ttft', 'trend: found "ttft", expected one of llm_stream.ttft_ms, websocket.ttft_ms'],
  ['llm.e2e_ms', 'did you mean "llm.e2el_ms"?'],
  ['', 'found ""'],
])('that may be several or none are refused: %j', (word, message) => {
  expect(() => named(word)).toThrow(message);
});
