import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../domain/evidence.ts';
import type { Probe } from '../domain/probe.ts';
import { expectedEach, expectedOf } from './expected.ts';
import type { Plan } from './plan.ts';
import { type Stint, timeLeft } from './time-left.ts';

const known = (ms: number, requests = 10) => ({ ms, isKnown: true, requests });
const guessed = (ms: number, requests = 10) => ({ ms, isKnown: false, requests });
const waiting = { kind: 'waiting' } as const;
const running = (forMs: number, asked = 0) => ({ kind: 'running', forMs, asked }) as const;
const finished = (tookMs: number) => ({ kind: 'finished', tookMs }) as const;
const stint = (
  phase: Stint['phase'],
  expected: Stint['expected'],
  state: Stint['state'] = waiting,
): Stint => ({ phase, expected, state });

describe('the time that is left', () => {
  it('is one after the other, and after the load side by side', () => {
    const load = [stint('load', known(3_000)), stint('load', known(4_000))];
    const after = [stint('after', known(10_000)), stint('after', known(20_000))];
    expect(timeLeft([...load, ...after, stint('last', known(500))])).toEqual({ ms: 27_500, isWhole: true });
  });

  it('goes down while a probe runs, and counts what is finished no more', () => {
    const rest = [stint('load', known(1_000), finished(900)), stint('load', known(2_000))];
    expect(timeLeft([...rest, stint('load', known(4_000), running(1_500))])?.ms).toBe(4_500);
  });

  it('goes by the requests that are over where a probe takes longer than it did', () => {
    expect(timeLeft([stint('load', known(4_000), running(8_000, 4))])?.ms).toBe(12_000);
  });

  it('goes by what this run has shown where answers were guessed', () => {
    const slow = stint('load', guessed(1_000), finished(5_000));
    expect(timeLeft([slow, stint('load', guessed(2_000))])?.ms).toBe(10_000);
    expect(timeLeft([slow, stint('load', guessed(2_000), running(3_000, 5))])?.ms).toBe(3_000);
    expect(timeLeft([slow, stint('load', known(2_000))])?.ms).toBe(2_000);
  });

  it('is at least so long where nobody knows what a suite takes, and not known where nothing is', () => {
    const suite = stint('after', guessed(0, 0));
    expect(timeLeft([stint('load', known(2_000)), suite])).toEqual({ ms: 2_000, isWhole: false });
    expect(timeLeft([suite])).toBeNull();
    expect(timeLeft([stint('load', known(2_000)), stint('throughout', guessed(0, 0))])?.isWhole).toBe(true);
  });

  it('is never less than nothing, nor not a number', () => {
    const ms = fc.integer({ min: 0, max: 1e6 });
    const stints = fc.array(
      fc.record({
        phase: fc.constantFrom('before', 'load', 'throughout', 'after', 'last'),
        expected: fc.record({ ms, isKnown: fc.boolean(), requests: fc.nat(50) }),
        state: fc.oneof(
          fc.constant(waiting),
          fc.tuple(ms, fc.nat(60)).map(([forMs, asked]) => running(forMs, asked)),
          ms.map(finished),
        ),
      }),
    );
    fc.assert(
      fc.property(stints, (each: readonly Stint[]) => {
        const left = timeLeft(each);
        expect(left === null || (Number.isFinite(left.ms) && left.ms > 0)).toBe(true);
      }),
    );
  });
});

describe('what each probe of a plan will take', () => {
  const probe = (id: string, phase: Probe['phase']): Probe => ({ id, phase }) as Probe;
  const planned = (id: string, phase: Probe['phase'], most: number) => ({
    probe: probe(id, phase),
    requests: { least: most, most },
  });
  const probes = [
    planned('health', 'before', 0),
    planned('llm', 'load', 20),
    planned('tts', 'load', 40),
    planned('tests', 'after', 0),
    planned('idle', 'last', 2),
  ];
  const plan: Plan = {
    sampling: { least: 6, most: 6, longestMs: 0 },
    limit: { requests: 30, windowMs: 60_000 },
    requests: { least: 62, most: 62 },
    ...{ free: 30, probes, waitMs: 120_000, fits: true },
  };
  const observed = (durationMs: number) => ({ kind: 'observed', durationMs }) as const;
  const past = { observations: { health: observed(100), llm: observed(2_000), tests: observed(30_000) } };

  it.each([
    ['an earlier run', past as unknown as Evidence],
    ['none', null],
  ])('adds up to what the plan takes, with %s', (_, before) => {
    const scenario = { idleMs: 45_000 };
    const stints = [...expectedEach(plan, scenario, before)].map(([id, expected]) =>
      stint(probes.find((each) => each.probe.id === id)?.probe.phase ?? 'load', expected),
    );
    expect(timeLeft(stints)?.ms).toBeCloseTo(expectedOf(plan, scenario, before).ms);
  });

  it('is what it was, or a guess by its requests', () => {
    const each = expectedEach(
      { ...plan, limit: null, waitMs: 0 },
      { idleMs: 0 },
      past as unknown as Evidence,
    );
    expect(each.get('llm')).toEqual({ ms: 2_000, isKnown: true, requests: 20 });
    expect(each.get('tts')).toEqual({ ms: 10_000, isKnown: false, requests: 40 });
  });
});
