import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cycleFor, type Kept } from './import-place.ts';

const at = (cycle: number, minute: number | null): Kept => ({
  cycle,
  reviewedAt: minute === null ? null : `2026-01-20T12:${String(minute).padStart(2, '0')}:00Z`,
});
const time = (minute: number): string => at(1, minute).reviewedAt ?? '';

test.each<readonly [string, number | null, number | null, readonly Kept[], number]>([
  ['the first takes its own', 48, 35, [], 48],
  ['a later number is its own', 53, 1, [at(48, 35)], 53],
  ['one that goes back, in time too, stands where both say', 47, 30, [at(48, 35)], 47],
  ['one that goes back in number alone comes next', 47, 40, [at(48, 35)], 49],
  ['one that goes back without a time comes next', 47, null, [at(48, 35)], 49],
  ['one that goes back before what cannot be read comes next', 47, 30, [at(48, null)], 49],
  ['one whose number is taken comes next', 48, 30, [at(48, 35)], 49],
  ['one that goes back behind an earlier time comes next', 47, 30, [at(40, 31), at(48, 35)], 49],
  ['one without a number comes next', null, 30, [at(48, 35)], 49],
  ['a date is no number', 20260121, 30, [at(48, 35)], 49],
  ['nought is no number', 0, 30, [], 1],
])('%s', (_, own, minute, kept, place) => {
  expect(cycleFor(own, minute === null ? null : time(minute), kept)).toBe(place);
});

test('whatever comes, no number is given twice, and what comes in order stays in order', () => {
  const review = fc.record({
    own: fc.option(fc.nat(60)),
    minute: fc.option(fc.nat(59)),
  });
  fc.assert(
    fc.property(fc.array(review, { maxLength: 30 }), (reviews) => {
      const kept: Kept[] = [];
      for (const { own, minute } of reviews) {
        const when = minute === null ? null : time(minute);
        const cycle = cycleFor(own, when, kept);
        expect(kept.some((each) => each.cycle === cycle)).toBe(false);
        // Only two witnesses, number and time, put one before another that came first.
        for (const each of kept)
          if (each.cycle > cycle)
            expect([cycle, (each.reviewedAt ?? '') > (when ?? 'z')]).toEqual([own, true]);
        kept.push({ cycle, reviewedAt: when ?? kept.at(-1)?.reviewedAt ?? null });
      }
    }),
  );
});
