import { describe, expect, it } from 'vitest';
import { cutAtPause } from './cut-at-pause.ts';

const sampleRateHz = 1_000;
/** A sound of full level but for a pause of 100 ms at each of some seconds. */
const sound = (seconds: number, pausesAtS: readonly number[]) => {
  const samples = new Float32Array(seconds * sampleRateHz).fill(1);
  for (const at of pausesAtS) samples.fill(0, at * sampleRateHz, at * sampleRateHz + 100);
  return { samples, sampleRateHz };
};
const lengths = (seconds: number, pausesAtS: readonly number[]) =>
  cutAtPause(sound(seconds, pausesAtS), 10).map(({ samples }) => samples.length / sampleRateHz);

describe('cutAtPause', () => {
  it('leaves a short sound whole', () => {
    expect(lengths(10, [9])).toEqual([10]);
  });

  it('cuts a long one within a pause, and loses nothing', () => {
    const [first = 0, second = 0, third = 0, ...more] = lengths(25, [5, 9, 18.5]);
    expect([first > 9 && first < 9.1, first + second > 18.5 && first + second < 18.6]).toEqual([true, true]);
    expect([first + second + third, more]).toEqual([25, []]);
  });

  it('cuts one without a pause too', () => {
    const pieces = lengths(25, []);
    expect(pieces.reduce((sum, each) => sum + each)).toBeCloseTo(25);
    expect(Math.max(...pieces)).toBeLessThanOrEqual(10);
  });
});
