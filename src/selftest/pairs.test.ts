import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseOf } from './case.fixture.ts';
import type { FaultCase, Organ } from './fault-case.ts';
import { choosePairs } from './pairs.ts';

const organs: readonly Organ[] = ['chat', 'speech', 'gpu', 'tests', 'build'];

/** Catalogues in which organs are shared and some faults hide others. */
const catalogues = fc
  .array(
    fc.record({
      organ: fc.constantFrom(...organs),
      hides: fc.subarray([...organs], { maxLength: 2 }),
      needs: fc.subarray([...organs], { maxLength: 1 }),
    }),
    { maxLength: 12 },
  )
  .map((all) => all.map((differs, index) => caseOf(`fault-${index}`, differs)));

const canMeet = (a: FaultCase, b: FaultCase): boolean =>
  a.organ !== b.organ &&
  ![...(a.hides ?? []), ...(a.needs ?? [])].includes(b.organ) &&
  ![...(b.hides ?? []), ...(b.needs ?? [])].includes(a.organ);

const possible = (cases: readonly FaultCase[]) =>
  cases.flatMap((a, index) =>
    cases.slice(index + 1).flatMap((b) => (canMeet(a, b) ? [[a, b] as const] : [])),
  );

const ids = (cases: readonly FaultCase[], count: number): string[] =>
  choosePairs(cases, count).map(({ id }) => id);

describe('pairs', () => {
  it('are as many as were asked for or as there are, each once, and of faults that show beside each other', () => {
    fc.assert(
      fc.property(catalogues, fc.nat(80), (cases, count) => {
        const chosen = choosePairs(cases, count);
        expect(chosen).toHaveLength(Math.min(count, possible(cases).length));
        expect(new Set(chosen.map(({ id }) => id)).size).toBe(chosen.length);
        for (const { cases: both } of chosen) {
          const [a, b] = both;
          expect(a && b && canMeet(a, b)).toBe(true);
        }
      }),
    );
  });

  it('are the same for the same catalogue', () => {
    fc.assert(
      fc.property(catalogues, (cases) => {
        expect(ids(cases, 30)).toEqual(ids(cases, 30));
      }),
    );
  });

  it('have every fault that can be in a pair in one before two meet that were in one', () => {
    fc.assert(
      fc.property(catalogues, (cases) => {
        const waiting = new Set(possible(cases).flatMap((both) => both.map(({ id }) => id)));
        for (const { cases: both } of choosePairs(cases, 80)) {
          if (waiting.size > 0) expect(both.some(({ id }) => waiting.has(id))).toBe(true);
          for (const { id } of both) waiting.delete(id);
        }
        expect(waiting.size).toBe(0);
      }),
    );
  });

  it('are not made of worlds of which one would cover the other', () => {
    const served = caseOf('a', { organ: 'chat', world: { faults: ['chat-slow:10'] } });
    const other = caseOf('b', { organ: 'access', world: { stack: 'answers-html' } });
    expect(ids([served, other], 5)).toEqual([]);
  });
});
