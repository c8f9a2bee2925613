import { assert, constantFrom, integer, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { duration, figure, percent } from './quantity.ts';

const any = duration(['5m'], { least: 0 });

test.each([
  ['500 ms', 500],
  ['500ms', 500],
  ['1.5s', 1500],
  ['2m', 120_000],
  ['1 h', 3_600_000],
  ['0s', 0],
  ['1.005 s', 1005],
  [' 24h ', 86_400_000],
])('%j is %d ms', (text, value) => {
  expect(any.read(text)).toEqual({ value });
});

test.each(['', '5', 's', '-1 s', '1e3 ms', '1,5 s', '.5 s', '5 sec', '1 s 2 ms', 'Infinity s', '٣ s'])(
  '%j is no duration',
  (text) => {
    expect(any.read(text)).toEqual({ expected: 'a duration such as "5m"' });
  },
);

test('a duration has bounds, because a timer beyond them fires at once', () => {
  expect(any.read('24.1 h')).toEqual({ expected: 'a duration such as "5m", of at most 24 h' });
  expect(any.read(`${'9'.repeat(400)} ms`)).toEqual({
    expected: 'a duration such as "5m", of at most 24 h',
  });
  expect(duration(['5m']).read('0 s')).toEqual({ expected: 'a duration such as "5m", of at least 1 ms' });
});

test('whatever whole figure and unit are written, with or without a blank, the same time is read', () => {
  const msPer = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
  const units = constantFrom('ms', 's', 'm', 'h');
  assert(
    property(integer({ min: 0, max: 24 }), units, constantFrom('', ' ', '  '), (figure, unit, blank) => {
      expect(any.read(`${figure}${blank}${unit}`)).toEqual({ value: figure * msPer[unit] });
    }),
  );
});

test('a whole number of milliseconds survives being written in seconds', () => {
  assert(
    property(integer({ min: 0, max: 86_400_000 }), (ms) => {
      expect(any.read(`${(ms / 1000).toFixed(3)} s`)).toEqual({ value: ms });
    }),
  );
});

test('no text is read as anything but a finite time of at most a day', () => {
  assert(
    property(string({ unit: constantFrom(...'0123456789.-+eE mshx\n') }), (text) => {
      const reading = any.read(text);
      if ('value' in reading) expect(reading.value >= 0 && reading.value <= 86_400_000).toBe(true);
    }),
  );
});

test.each([
  ['50 %', 50],
  ['50%', 50],
  ['0.5 %', 0.5],
  ['0 %', 0],
  ['100 %', 100],
])('%j is %d percent', (text, value) => {
  expect(percent('10 %').read(text)).toEqual({ value });
});

test.each([
  ['50', 'a figure in % such as "10 %"'],
  ['50 ms', 'a figure in % such as "10 %"'],
  ['100.1 %', 'a figure in % such as "10 %", of at most 100 %'],
  ['-1 %', 'a figure in % such as "10 %", of at least 0 %'],
])('%j is no percentage', (text, expected) => {
  expect(percent('10 %').read(text)).toEqual({ expected });
});

test('other units may be negative and carry signs that mean something to a pattern', () => {
  expect(figure('dBFS', '-40 dBFS').read('-40 dBFS')).toEqual({ value: -40 });
  expect(figure('°C', '40 °C').read('80.5°C')).toEqual({ value: 80.5 });
});
