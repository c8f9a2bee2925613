import fc from 'fast-check';
import { expect, it } from 'vitest';
import { babble, sound } from './clips.fixture.ts';
import {
  clippingRatio,
  dcOffset,
  leadingSilenceMs,
  levelDbfs,
  peakDbfs,
  silenceRatio,
  withoutDc,
} from './pcm.ts';
import { timbreOf } from './timbre.ts';

const sampleRateHz = 8000;
const voice = sound(1, (t) => 2 * babble(t + 0.05), sampleRateHz);
const clip = (samples: Float32Array) => ({ samples, sampleRateHz });
const fractions = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 400 });

it('a gain moves the level and the peak by its decibels', () => {
  fc.assert(
    fc.property(fc.double({ min: -30, max: 6, noNaN: true }), (gainDb) => {
      const louder = clip(voice.map((sample) => sample * 10 ** (gainDb / 20)));
      expect(levelDbfs(louder) - levelDbfs(clip(voice))).toBeCloseTo(gainDb, 3);
      expect(peakDbfs(louder) - peakDbfs(clip(voice))).toBeCloseTo(gainDb, 3);
    }),
  );
});

it('silence in front moves the first sound by its length', () => {
  fc.assert(
    fc.property(fc.nat(2000), (ms) => {
      const later = new Float32Array(ms * 8 + voice.length);
      later.set(voice, ms * 8);
      expect(leadingSilenceMs(clip(later))).toBe(ms + leadingSilenceMs(clip(voice)));
    }),
  );
});

it('an offset is measured, and taken away again', () => {
  fc.assert(
    fc.property(fractions, fc.double({ min: -0.5, max: 0.5, noNaN: true }), (values, offset) => {
      const pcm = clip(Float32Array.from(values, (value) => value / 2000 + offset));
      expect(dcOffset(pcm)).toBeCloseTo(values.reduce((a, b) => a + b, 0) / 2000 / values.length + offset, 5);
      expect(dcOffset(withoutDc(pcm))).toBeCloseTo(0, 5);
    }),
  );
});

it('every figure stays within its bounds', () => {
  fc.assert(
    fc.property(fractions, (values) => {
      const pcm = clip(Float32Array.from(values, (value) => value / 1000));
      for (const ratio of [
        clippingRatio(pcm),
        silenceRatio(pcm),
        timbreOf(pcm).pureRatio,
        timbreOf(pcm).flatness,
      ]) {
        expect(ratio).toBeGreaterThanOrEqual(0);
        expect(ratio).toBeLessThanOrEqual(1);
      }
      expect(levelDbfs(pcm)).toBeLessThanOrEqual(peakDbfs(pcm) + 1e-9);
      expect(leadingSilenceMs(pcm)).toBeLessThanOrEqual((1000 * values.length) / sampleRateHz);
    }),
  );
});

it('a sound is not livelier for being louder', () => {
  const [soft, loud] = [0.1, 0.9].map((gain) => timbreOf(clip(voice.map((sample) => sample * gain))));
  expect(soft?.movementDb).toBeCloseTo(loud?.movementDb ?? 0, 3);
  expect(soft?.flatness).toBeCloseTo(loud?.flatness ?? 0, 3);
});

it('samples at full scale and beyond are clipped', () => {
  expect(clippingRatio(clip(Float32Array.of(1, -1.2, 0.99, 0)))).toBe(0.5);
});

it('a clip of silence has no first sound, and is no hum', () => {
  expect(leadingSilenceMs(clip(new Float32Array(8000)))).toBe(1000);
  expect(timbreOf(clip(new Float32Array(0)))).toEqual({ movementDb: null, pureRatio: 0, flatness: 0 });
});
