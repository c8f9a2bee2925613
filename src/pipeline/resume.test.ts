import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rules } from '../cli/rules.ts';
import type { Observation } from '../domain/observation.ts';
import type { Probe } from '../domain/probe.ts';
import type { Target } from '../domain/target.ts';
import { evidenceWith } from './evidence.fixture.ts';
import { changedMeanwhile, differingLeaves, leftToAsk, sittingsOf, withSitting } from './resume.ts';

const { target: local } = evidenceWith({});
const withoutCard: Target = { ...local, gpu: 'ignore' };
const unavailable: Observation = { kind: 'unavailable', reason: 'x' };
const all = rules.probes;
const byPhase = (phase: Probe['phase']) => all.filter((probe) => probe.phase === phase).map(({ id }) => id);
const [watches, load] = [byPhase('throughout'), byPhase('load')];

/** Ids left when these are finished. */
const left = (finished: readonly string[], target = withoutCard): string[] =>
  leftToAsk(all, Object.fromEntries(finished.map((id) => [id, unavailable])), target).map(({ id }) => id);

const but = (...ids: string[]): string[] => all.map(({ id }) => id).filter((id) => !ids.includes(id));

describe('what a resumed run asks', () => {
  it('is all where nothing is finished, and nothing where all is', () => {
    expect(left([])).toEqual(all.map(({ id }) => id));
    expect(left(but())).toEqual([]);
  });

  it('is what is not finished, and anew what must be true of each sitting', () => {
    expect(left(but('build', 'idle'))).toEqual(['backend', 'environment', 'build', 'idle']);
    expect(left(but('environment'))).toEqual(['backend', 'environment']);
  });

  it('lets the watches watch what load is left, and repeats none for them', () => {
    expect(left(but(...watches, 'turn', 'websocket'))).toEqual([
      ...['backend', 'environment'],
      ...watches,
      ...['turn', 'websocket'],
    ]);
  });

  it('makes the load again where a watch was not finished and has none left', () => {
    for (const watch of watches) expect(left(but(watch))).toEqual(['backend', 'environment', watch, ...load]);
  });

  it('has the card see the services work, where there is a card to see', () => {
    const finished = but('gpu', 'websocket');
    expect(left(finished)).toEqual(['backend', 'environment', 'gpu', 'websocket']);
    const watched = left(finished, local);
    expect(watched).toEqual(expect.arrayContaining(['llm', 'tts', 'stt', 'gpu', 'websocket']));
    expect(watched).not.toContain('turn');
    expect(left(finished, { ...local, gpu: 'required' })).toEqual(watched);
    const elsewhere = { ...local, url: 'http://10.0.0.9', folder: null, python: null };
    expect(left(finished, elsewhere)).not.toContain('llm');
  });

  it('takes no name that objects have by themselves for a finished probe', () => {
    const [first] = all;
    const odd = { ...first, id: 'constructor', phase: 'load' } as Probe;
    expect(leftToAsk([odd], {}, local)).toEqual([odd]);
  });

  it('is in order, has all that is unfinished, and nothing once that is done, wherever it was killed', () => {
    const some = fc.subarray(all.map(({ id }) => id));
    fc.assert(
      fc.property(some, fc.boolean(), (finished, hasCard) => {
        const target = hasCard ? local : withoutCard;
        const asked = left(finished, target);
        expect(asked).toEqual(all.map(({ id }) => id).filter((id) => asked.includes(id)));
        expect(asked).toEqual(expect.arrayContaining(but(...finished)));
        expect(left([...new Set([...finished, ...asked])], target)).toEqual([]);
        // A watch is never armed over nothing.
        if (watches.some((id) => asked.includes(id)))
          expect(load.some((id) => asked.includes(id))).toBe(true);
      }),
    );
  });
});

describe('sittings', () => {
  const sitting = (startedAt: string, ...probes: string[]) => ({ startedAt, commit: null, probes });

  it('are one where evidence does not say, with its commit', () => {
    const evidence = evidenceWith({ environment: { commit: 'abc1234' }, llm: {} });
    expect(sittingsOf(evidence)).toEqual([
      { startedAt: evidence.observedAt, commit: 'abc1234', probes: ['environment', 'llm'] },
    ]);
    const sittings = [sitting('a', 'llm')];
    expect(sittingsOf({ ...evidence, sittings })).toBe(sittings);
  });

  it('have each probe once, where it was asked last; one of which nothing is left is gone', () => {
    const before = [sitting('a', 'backend', 'llm'), sitting('b', 'tts')];
    expect(withSitting(before, sitting('c', 'backend', 'tts'))).toEqual([
      sitting('a', 'llm'),
      sitting('c', 'backend', 'tts'),
    ]);
    expect(withSitting(before, sitting('c'))).toEqual(before);
  });
});

describe('what changed meanwhile', () => {
  const backend = all.find(({ id }) => id === 'backend') as Probe;
  const says = (tts: string | null, health: object): Observation => ({
    ...{ kind: 'observed', raw: [], startedAt: '', durationMs: 1 },
    readings: { health, identity: tts === null ? null : { features: { tts } } },
  });
  const up = { wallMs: 1, claim: {} };

  it('is told of the engines and of whether the stack answers', () => {
    expect(changedMeanwhile(backend, says('piper', up), says('piper', up))).toEqual([]);
    expect(changedMeanwhile(backend, says('piper', up), says('espeak', up))).toEqual([
      'engine tts: piper → espeak',
    ]);
    expect(changedMeanwhile(backend, says('piper', up), says(null, { failure: {} }))).toEqual([
      'health route: answers → fails',
    ]);
  });

  it('is nothing where there is nothing to compare, or the probe says nothing of it', () => {
    expect(changedMeanwhile(backend, undefined, says('a', up))).toEqual([]);
    expect(changedMeanwhile(backend, unavailable, says('a', up))).toEqual([]);
    const llm = all.find(({ id }) => id === 'llm') as Probe;
    expect(changedMeanwhile(llm, says('a', up), says('b', up))).toEqual([]);
  });

  it('of two values is named leaf by leaf', () => {
    const before = { a: 1, list: ['x', 'y'], inner: { gone: true, same: null } };
    const now = { a: 2, list: ['x'], inner: { same: null }, extra: 'n', unset: undefined };
    expect(differingLeaves(before, now)).toEqual([
      'a: 1 → 2',
      'list.1: "y" → nothing',
      'inner.gone: true → nothing',
      'extra: nothing → "n"',
    ]);
    expect(differingLeaves({ empty: {} }, { empty: {} })).toEqual([]);
  });
});
