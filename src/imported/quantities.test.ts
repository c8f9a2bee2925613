import { describe, expect, it } from 'vitest';
import { durationsIn, memoriesIn, percentagesIn } from './quantities.ts';

const spans = (text: string): readonly (readonly [number, number])[] =>
  durationsIn(text).map(({ min, max }) => [min, max]);

describe('durations', () => {
  it.each([
    ['16-393ms', [[16, 393]]],
    ['16 – 393 ms', [[16, 393]]],
    ['~287ms', [[287, 287]]],
    [
      '0.127319s (127ms)',
      [
        [127.319, 127.319],
        [127, 127],
      ],
    ],
    ['172,6 ms', [[172.6, 172.6]]],
    ['7,500-35,000ms', [[7500, 35_000]]],
    ['1,242ms', [[1242, 1242]]],
    ['0,127 s', [[127, 127]]],
    ['1,242 s', [[1242, 1242]]],
    ['2.3 secondes', [[2300, 2300]]],
    ['0.9s - 1.5s', [[900, 1500]]],
    ['22ms-45ms', [[22, 45]]],
    ['entre 190 et 2100 ms', [[190, 2100]]],
    [
      'api=185ms http=205ms',
      [
        [185, 185],
        [205, 205],
      ],
    ],
    [
      '229ms, 180ms',
      [
        [229, 229],
        [180, 180],
      ],
    ],
  ])('reads %s', (text, expected) => {
    expect(spans(text)).toEqual(expected);
  });

  it.each([
    ['a difference', '-46ms'],
    ['a gain', '+4ms'],
    ['a share of runs', '1/5ms'],
    ['a model', '70bms'],
    ['a count', '238'],
    ['minutes', '5 min'],
    ['a word that begins like a unit', '20 secrets'],
    ['a range that goes down', '35-7ms'],
    ['a list that tells its unit once', '229, 180, 200ms'],
    ['thousands that may be the number of a run', 'run 1 611ms'],
  ])('leaves out %s', (_, text) => {
    expect(spans(text)).toEqual([]);
  });

  it('knows what the last digit is worth', () => {
    expect(durationsIn('127ms 0.1273s 2s').map(({ step }) => step)).toEqual([1, 0.1, 1000]);
  });

  it('says which figures are rounded', () => {
    expect(durationsIn('~287ms, 287ms').map(({ approximate }) => approximate)).toEqual([true, false]);
  });

  it('says where they stand', () => {
    const text = 'llm: 16-393ms, warm';
    expect(durationsIn(text).map(({ at, end }) => text.slice(at, end))).toEqual(['16-393ms']);
  });
});

describe('percentages and memory', () => {
  it('reads a percentage with or without a space, and two with a dash', () => {
    expect(percentagesIn('0 %, 42%, 0-1 %').map(({ min, max }) => [min, max])).toEqual([
      [0, 0],
      [42, 42],
      [0, 1],
    ]);
  });

  it('reads MiB and what is called MB, and nothing in GB', () => {
    expect(memoriesIn('678 mib, 1362mb, 49 gb, 24gb').map(({ min }) => min)).toEqual([678, 1362]);
  });
});
