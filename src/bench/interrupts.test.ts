import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Interrupts } from './interrupts.ts';

it('calls what was added and not removed, once each, whatever went before', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(20), { nil: null })), (steps) => {
      const stop = new AbortController();
      const interrupts = new Interrupts(stop.signal);
      const within: { name: number; place: number }[] = [];
      const called: number[] = [];
      steps.forEach((remove, name) => {
        if (remove === null) within.push({ name, place: interrupts.add(() => called.push(name)) });
        else
          for (const { place } of within.splice(remove % Math.max(1, within.length), 1))
            interrupts.remove(place);
      });
      stop.abort();
      expect(called.toSorted()).toEqual(within.map(({ name }) => name).toSorted());
    }),
  );
});

it('what is called may remove itself', () => {
  const stop = new AbortController();
  const interrupts = new Interrupts(stop.signal);
  const called: string[] = [];
  for (const name of ['a', 'b', 'c']) {
    const place = interrupts.add(() => {
      called.push(name);
      interrupts.remove(place);
    });
  }
  stop.abort();
  expect(called).toEqual(['a', 'b', 'c']);
});
