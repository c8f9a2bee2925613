import { describe, expect, test } from 'vitest';
import { rules } from '../cli/rules.ts';
import type { Target } from '../domain/target.ts';
import { backend, clip, evidenceWith, gpu, gpuAs, series } from '../pipeline/evidence.fixture.ts';
import { factsOf } from '../pipeline/facts.ts';
import type { CriterionId, worksInUse } from './define.ts';
import { fallbackOf } from './fallback.ts';
import { diagnoses } from './index.ts';

const factsFrom = (readings: Readonly<Record<string, unknown>>, target: Partial<Target> = {}) =>
  factsOf(evidenceWith(readings, { target }), rules.probes) as Parameters<typeof worksInUse>[0];

const serving = { port: 8000, pid: 5, program: 'python', relatives: [5], strangers: [], hidden: false };
const empty = gpuAs(gpu(0, 1), { processes: [], serving });
const taken = gpuAs(gpu(80, 5222), {
  processes: [{ pid: 9, name: 'blender', memoryMib: 5222 }],
  serving,
});
const speaks = { tts: series(clip(900)) };
const required = { gpu: 'required' } as const;
const late: ReadonlySet<CriterionId> = new Set(['tts']);

const named = (tts: string) => ({
  ...backend(),
  identity: { service: null, version: null, voices: [], features: { tts } },
});

describe('a fallback to the processor', () => {
  test.each([
    ['a card with nobody on it', empty],
    ['a card that others hold', taken],
  ])('is told of a stack that counts on %s and is late', (_, card) => {
    const found = fallbackOf(factsFrom({ gpu: card, ...speaks }, required), late);
    expect(found?.explains).toEqual(['gpu', 'tts', 'stats', 'e2e', 'e2e-audio']);
    expect(fallbackOf(factsFrom({ gpu: card, ...speaks, backend: named('piper_gpu') }), late)?.roles).toBe(
      'tts',
    );
  });

  test.each<[string, Readonly<Record<string, unknown>>, Partial<Target>, ReadonlySet<CriterionId>]>([
    ['is quick enough', { gpu: empty, ...speaks }, required, new Set()],
    ['does not speak at all', { gpu: empty }, required, late],
    ['never said that it runs on a card', { gpu: empty, ...speaks }, {}, late],
    [
      'names an engine that only sounds like it',
      { gpu: empty, ...speaks, backend: named('magpugen') },
      {},
      late,
    ],
    ['is late with what was never said to run there', { gpu: empty, ...speaks }, required, new Set(['llm'])],
    [
      'holds memory of the card',
      { gpu: gpuAs(taken, { processes: [{ pid: 5, name: 'python', memoryMib: 5222 }] }), ...speaks },
      required,
      late,
    ],
    [
      'only passes its work on',
      { gpu: gpuAs(empty, { serving: { ...serving, hidden: true } }), ...speaks },
      required,
      late,
    ],
    ['is not seen here', { gpu: gpuAs(empty, { serving: null }), ...speaks }, required, late],
    [
      'stands beside a process that nobody knows',
      { gpu: gpuAs(taken, { serving: { ...serving, strangers: [9] } }), ...speaks },
      required,
      late,
    ],
    [
      'lists no process, as in a container, and the card is full',
      { gpu: gpuAs(gpu(0, 9000), { processes: [], serving }), ...speaks },
      required,
      late,
    ],
  ])('is not told of a stack that %s', (_, readings, target, failing) => {
    expect(fallbackOf(factsFrom(readings, target), failing)).toBeUndefined();
  });

  test('is the one story of its card', () => {
    const told = (card: unknown, failing: ReadonlySet<CriterionId>) => {
      const facts = factsFrom({ gpu: card, ...speaks }, required);
      return diagnoses.filter(({ detect }) => detect(facts, failing)).map(({ id }) => id);
    };
    expect(told(empty, late)).toEqual(['cpu-fallback']);
    expect(told(empty, new Set())).toEqual(['gpu-idle', 'vram-unused']);
    expect(told(taken, late)).toEqual(['cpu-fallback']);
    expect(told(taken, new Set())).toEqual(['gpu-of-others']);
  });
});
