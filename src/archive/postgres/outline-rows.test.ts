import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evidence, review } from '../archive.fixture.ts';
import { cellText, cellTime, outlineOf } from './outline-rows.ts';
import { seriesOf } from './series-of.ts';

const took = (wallMs: number) => ({ wallMs, reply: { text: 'Hello' } });
const failed = (wallMs: number) => ({ wallMs, failure: { kind: 'silent', how: 'timeout', detail: '' } });

describe('the series of a probe', () => {
  test('is named as the probe where it is the only one; failures are marked', () => {
    expect(seriesOf('tts', { cold: took(900), warm: [took(105), failed(30_000)], rateLimited: 0 })).toEqual([
      { series: 'tts', wall_ms: [900, 105, 30_000], answered: [true, true, false], has_cold: true },
    ]);
  });
  test('is named by where it stands, where there are several', () => {
    const readings = {
      unique: { cold: null, warm: [took(1)], rateLimited: 0 },
      voices: { amy: { cold: null, warm: [took(2)], rateLimited: 0 }, none: null },
    };
    expect(seriesOf('llm', readings).map(({ series, wall_ms }) => [series, wall_ms])).toEqual([
      ['unique', [1]],
      ['voices.amy', [2]],
    ]);
  });
  test('has nothing of what is no sample', () => {
    expect(seriesOf('llm', { wallMs: [1, 2] })).toEqual([]);
    expect(seriesOf('llm', { warm: ['a', 1, null, { wallMs: 'soon', reply: {} }, { wallMs: 1 }] })).toEqual(
      [],
    );
    expect(seriesOf('llm', { warm: [], cold: null })).toEqual([]);
  });
  test('ends, whatever it is looked for in', () => {
    let deep: unknown = { warm: [took(1)] };
    for (let depth = 0; depth < 100; depth++) deep = { deep };
    expect(seriesOf('llm', deep)).toEqual([]);
    fc.assert(
      fc.property(fc.anything(), (readings) => {
        for (const { wall_ms, answered } of seriesOf('llm', readings))
          expect(answered).toHaveLength(wall_ms.length);
      }),
    );
  });
});

test('what Postgres does not hold is not in a cell', () => {
  expect(cellText('a\0b\ud83d')).toBe('ab\ufffd');
  expect(cellText('x'.repeat(2_000))).toHaveLength(1_000);
  expect(cellText(`${'x'.repeat(999)}😀`)).toBe(`${'x'.repeat(999)}\ufffd`);
  expect([cellTime('2026-01-31T12:00:00Z'), cellTime('2026-99-31T12:00:00Z'), cellTime(undefined)]).toEqual([
    '2026-01-31T12:00:00.000Z',
    null,
    null,
  ]);
});

test('a review is outlined by what it says', () => {
  const finding = { id: 'gpu-idle', severity: 'blocker', title: 'The card sleeps' };
  const metrics = [
    { id: 'llm.p50_ms', title: '', unit: 'ms', value: 116, shown: '116 ms', formula: null },
    { id: 'stack.state', title: '', unit: 'state', value: 'healthy', shown: 'healthy', formula: null },
  ] as const;
  const said = { ...review(7), blockers: [finding as never], metrics };
  const { columns, rows } = outlineOf({ review: said, evidence });
  expect(columns).toMatchObject({ origin: 'measured', target: 'eva', verdict: 'ok', percent: 100 });
  expect(rows.finding).toEqual([{ severity: 'blocker', id: 'gpu-idle', title: 'The card sleeps' }]);
  expect(rows.figure).toEqual([
    { metric: 'llm.p50_ms', value: 116, state: null, unit: 'ms', shown: '116 ms' },
    { metric: 'stack.state', value: null, state: 'healthy', unit: 'state', shown: 'healthy' },
  ]);
  expect(rows.probe?.map((row) => Object.values(row))).toEqual([
    ['llm', 'observed', null, '2026-01-31T11:59:01.000Z', 600.25],
    ['gpu', 'unavailable', 'no GPU here', null, null],
    ['tts', 'errored', 'it broke', null, null],
  ]);
});

test.each([
  ['2026-01-31T12:00:00.000Z', '2026-01-31T12:00:00.000Z'],
  ['0001-01-01T00:00:00.000Z', '0001-01-01T00:00:00.000Z'],
  ['0000-12-31T00:00:00.000Z', null],
  ['-000001-01-01T00:00:00.000Z', null],
  ['+275760-09-13T00:00:00.000Z', null],
  ['9999-99-99T99:99:99Z', null],
  ['soon', null],
])('the time %s is kept as %s, because Postgres takes no other', (text, kept) => {
  expect(cellTime(text)).toBe(kept);
});
