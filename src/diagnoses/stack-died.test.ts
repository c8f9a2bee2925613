import { expect, test } from 'vitest';
import { rules } from '../cli/rules.ts';
import { answer, backend, chat, evidenceWith, memory } from '../pipeline/evidence.fixture.ts';
import { factsOf } from '../pipeline/facts.ts';
import type { Facts } from '../probes/facts.ts';
import stackDied from './stack-died.ts';

const told = (readings: Readonly<Record<string, unknown>>) =>
  stackDied.detect(factsOf(evidenceWith(readings), rules.probes) as Facts);

const alive = memory(100, ['llm', 110]);
const gone = { ...alive, afterMib: null };
const failure = (how: string) => ({ stats: { failure: { kind: 'unreachable', how, detail: '' } } });
const asked = { backend: backend(), llm: chat(answer(90)) };

test('a process that is gone, or a port at which nobody listens any more, is a crash', () => {
  expect(told({ ...asked, memory: gone })?.title.en).toContain('took its place');
  expect(told({ ...asked, memory: gone })?.explains).not.toContain('stats');
  expect(told({ ...asked, memory: gone, ...failure('refused') })?.title.en).not.toContain('took its place');
  expect(told({ ...asked, ...failure('refused') })?.explains).toContain('e2e');
});

test('what had been measured before stands on its own', () => {
  expect(told({ ...asked, ...failure('refused') })?.explains).not.toContain('llm');
  expect(told({ backend: backend(), memory: gone })?.explains).toContain('llm');
});

test('a stack that lives, was never up, or is only slow to answer has not crashed', () => {
  expect(told({ ...asked, memory: alive })).toBeUndefined();
  expect(told({ ...asked, memory: alive, ...failure('timeout') })).toBeUndefined();
  expect(told({ backend: backend(), ...failure('refused') })).toBeUndefined();
  const down = { health: { failure: { kind: 'unreachable', how: 'refused', detail: '' } }, identity: null };
  expect(told({ ...asked, backend: down, memory: gone, ...failure('refused') })).toBeUndefined();
});
