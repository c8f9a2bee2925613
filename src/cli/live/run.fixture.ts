import fc from 'fast-check';
import type { Evidence } from '../../domain/evidence.ts';
import type { Probe } from '../../domain/probe.ts';
import type { Taken } from '../../domain/sample.ts';
import type { ObserveEvent } from '../../pipeline/observe.ts';
import type { Plan } from '../../pipeline/plan.ts';

export const probe = (id: string, phase: Probe['phase'], en: string, series = 0): Probe =>
  ({ id, phase, title: { en, fr: `${en} (fr)` }, demand: { series, others: 0 } }) as Probe;

export const probes = {
  health: probe('health', 'before', 'Backend health'),
  llm: probe('llm', 'load', 'LLM latency', 1),
  tts: probe('tts', 'load', 'TTS endpoint', 1),
  gpu: probe('gpu', 'throughout', 'GPU under load'),
  tests: probe('tests', 'after', 'Test suite'),
  idle: probe('idle', 'last', 'After a pause'),
};

const observed = (durationMs: number) =>
  ({ kind: 'observed', readings: null, raw: [], startedAt: '', durationMs }) as const;

/** An earlier run, in which the suite took half a minute. */
const before = {
  observations: { llm: observed(4_000), tts: observed(12_000), tests: observed(30_000), idle: observed(100) },
} as unknown as Evidence;

export const plan: Plan = {
  sampling: { least: 6, most: 20, longestMs: 0 },
  limit: null,
  requests: { least: 16, most: 44 },
  ...{ free: Number.POSITIVE_INFINITY, waitMs: 0, fits: true },
  probes: Object.values(probes).map((each) => {
    const requests = each.demand?.series ? { least: 8, most: 22 } : { least: 0, most: 0 };
    return { probe: each, requests };
  }),
};

export const run = { probes: Object.values(probes), before, scenario: { idleMs: 0 } as never };

export const took = (each: Probe, durationMs: number): ObserveEvent => ({
  ...{ kind: 'finished', probe: each },
  observation: observed(durationMs),
});

export const sampled = (
  each: Probe,
  wallMs: number,
  as: Taken['as'] = 'warm',
  isAnswered = true,
): ObserveEvent => ({ kind: 'sampled', probe: each, taken: { as, wallMs, isAnswered } });

const HOSTILE = [
  '\u001b[2J',
  '\r',
  '\n',
  '\u001b]0;owned\u0007',
  '語',
  '👩‍👩‍👧',
  '\u200f',
  'e\u0301',
  'a',
  ' ',
  '::error::',
];

/** What a stack may say to look like something else. */
export const hostileText = fc.oneof(
  fc.array(fc.constantFrom(...HOSTILE), { maxLength: 60 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 80 }),
);

const time = fc.oneof(fc.nat(1e6), fc.double({ min: 0, max: 1e12, noNaN: true }));
const anyProbe = fc.oneof(
  fc.constantFrom(...Object.values(probes)),
  hostileText.map((title) => probe('llm', 'load', title, 1)),
);
const outcome = fc.oneof(
  time.map(observed),
  hostileText.map((reason) => ({ kind: 'unavailable', reason }) as const),
  hostileText.map((message) => ({ kind: 'errored', message }) as const),
);
const taken = fc.record({
  as: fc.constantFrom('cold' as const, 'warm-up' as const, 'warm' as const),
  ...{ wallMs: time, isAnswered: fc.boolean() },
});

/** Events of a run in any order, each with the time that went by before it. */
export const anyEvents = fc.array(
  fc.tuple(
    fc.oneof(
      anyProbe.map((each): ObserveEvent => ({ kind: 'started', probe: each })),
      fc
        .tuple(anyProbe, outcome)
        .map(([each, observation]): ObserveEvent => ({ kind: 'finished', probe: each, observation })),
      fc
        .tuple(anyProbe, taken)
        .map(([each, of]): ObserveEvent => ({ kind: 'sampled', probe: each, taken: of })),
      fc.constant<ObserveEvent>({ kind: 'planned', plan }),
      hostileText.map((line): ObserveEvent => ({ kind: 'note', line })),
    ),
    fc.nat(5_000),
  ),
  { maxLength: 25 },
);
