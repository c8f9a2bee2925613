import fc from 'fast-check';
import { expect, it } from 'vitest';
import { spectraOf } from './spectrum.ts';

/** By the definition of the transform. */
function powerAt(samples: Float32Array, size: number, bin: number): number {
  let [re, im] = [0, 0];
  for (let i = 0; i < size; i++) {
    const value = (samples[i] ?? 0) * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));
    re += value * Math.cos((2 * Math.PI * bin * i) / size);
    im -= value * Math.sin((2 * Math.PI * bin * i) / size);
  }
  return re * re + im * im;
}

it('the power of each bin is that of the definition', () => {
  const sampleRateHz = 1_000;
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 64, maxLength: 64 }),
      (values) => {
        const samples = Float32Array.from(values);
        const { size, at } = spectraOf({ samples, sampleRateHz });
        const power = at(0);
        expect(power).toHaveLength(size / 2);
        for (const bin of power.keys()) expect(power[bin]).toBeCloseTo(powerAt(samples, size, bin), 6);
      },
    ),
    { numRuns: 50 },
  );
});
