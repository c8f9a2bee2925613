import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Stamps } from './stamps.ts';

it('tells the first time and the gaps after it, however many', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1e6), { maxLength: 300 }), (times) => {
      const stamps = new Stamps();
      for (let before = 0; before < 90; before++) stamps.push(before);
      stamps.gapsMs();
      stamps.clear();
      for (const atMs of times) stamps.push(atMs);
      expect(stamps.firstMs).toBe(times[0] ?? null);
      expect([...stamps.gapsMs()]).toEqual(times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0)));
    }),
  );
});
