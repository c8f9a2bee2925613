import { expect, it } from 'vitest';
import type { GpuSample } from '../domain/gpu.ts';
import { gpuPicture } from './gpu-picture.ts';
import type { GpuReadings } from './gpu-readings.ts';

const sample = (index: number, atMs: number, utilisationPct: number | null): GpuSample => ({
  ...{ index, atMs, utilisationPct, memoryUsedMib: 1_000 + index },
});

const seen = (samples: readonly GpuSample[], cards = 1): GpuReadings => {
  const snapshot = {
    ...{ driver: null, cuda: null, processes: [] },
    devices: Array.from({ length: cards }, (_, index) => ({
      ...{ index, name: 'A100', memoryTotalMib: 40_960, memoryUsedMib: 1_000 },
      ...{ utilisationPct: 0, temperatureC: null, powerW: null },
    })),
  };
  const windows = [{ probe: 'llm', startMs: 6_000, endMs: 7_000 }];
  return { state: 'seen', atRest: snapshot, after: snapshot, samples, windows, processes: [] };
};

it('begins its clock with the first sample, and its windows with it', () => {
  const { cards } = gpuPicture(seen([sample(0, 5_000, 3), sample(0, 6_500, 80)]));
  expect(cards?.cards[0]?.points).toEqual([
    { atMs: 0, utilisationPct: 3, memoryUsedMib: 1_000 },
    { atMs: 1_500, utilisationPct: 80, memoryUsedMib: 1_000 },
  ]);
  expect(cards?.windows).toEqual([{ probe: 'llm', startMs: 1_000, endMs: 2_000 }]);
});

it('keeps cards of one name apart', () => {
  const two = [sample(0, 0, 1), sample(1, 0, 2), sample(0, 2_000, 3), sample(1, 2_000, 4)];
  const { cards } = gpuPicture(seen(two, 2));
  expect(cards?.cards.map(({ name }) => name)).toEqual(['0: A100', '1: A100']);
  expect(cards?.cards.map(({ points }) => points.map(({ utilisationPct }) => utilisationPct))).toEqual([
    [1, 3],
    [2, 4],
  ]);
});

it('draws the means of many samples, what none of them tells left out', () => {
  const many = Array.from({ length: 3_000 }, (_, at) =>
    sample(0, at * 200, at < 10 ? null : at % 2 === 0 ? 0 : 100),
  );
  const points = gpuPicture(seen(many)).cards?.cards[0]?.points ?? [];
  expect(points).toHaveLength(300);
  expect(points[0]?.utilisationPct).toBeNull();
  expect(points.slice(1).every(({ utilisationPct }) => utilisationPct === 50)).toBe(true);
});

it('has no course of a card that was seen once, or not at all', () => {
  expect(gpuPicture(seen([sample(0, 0, 1)]))).toEqual({});
  expect(gpuPicture(seen([]))).toEqual({});
  expect(gpuPicture({ state: 'broken', how: 'hangs', message: '' })).toEqual({});
});
