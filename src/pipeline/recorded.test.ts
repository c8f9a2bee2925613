import { expect, test } from 'vitest';
import { rules } from '../cli/rules.ts';
import { evidenceWith, healthy } from './evidence.fixture.ts';
import { factsOf } from './facts.ts';
import { recorded } from './recorded.ts';

test('every way to look something up is noted under its probe, and gives what it gives', () => {
  const plain = factsOf(evidenceWith(healthy), rules.probes);
  const { facts, read } = recorded(plain);
  expect([...read]).toEqual([]);
  expect(facts.number('llm.e2el_ms')).toBe(plain.number('llm.e2el_ms'));
  expect(facts.shown('tts.total_ms')).toBe(plain.shown('tts.total_ms'));
  expect(facts.samples('turn.total_ms')).toBe(plain.samples('turn.total_ms'));
  expect(facts.interval('websocket.ping_ms')).toEqual(plain.interval('websocket.ping_ms'));
  expect(facts.state('cuda.state')).toBe(plain.state('cuda.state'));
  expect(facts.observed('runtime')).toBe(plain.observed('runtime'));
  expect(facts.observation('nobody')).toBeUndefined();
  expect([...read]).toEqual(['llm', 'tts', 'turn', 'websocket', 'cuda', 'runtime', 'nobody']);
  expect([facts.target, facts.scenario]).toEqual([plain.target, plain.scenario]);
});
