import { describe, expect, test } from 'vitest';
import { cron } from './cron.ts';

const at = (moment: string): number => Date.parse(moment);

async function slots(expression: string, from: string, count: number, timezone = 'Europe/Paris') {
  const { next } = await cron(expression, timezone);
  const found: string[] = [];
  for (let slot = next(at(from)); found.length < count; slot = next(slot)) {
    found.push(new Date(slot).toISOString().replace(':00.000Z', 'Z'));
  }
  return found;
}

describe('a cron expression', () => {
  test('gives the moments of the clock on the wall, after a moment and never at it', async () => {
    expect(await slots('0 3 * * *', '2026-01-10T02:00:00Z', 2)).toEqual([
      '2026-01-11T02:00Z',
      '2026-01-12T02:00Z',
    ]);
    expect(await slots('@daily', '2026-01-10T12:00:00Z', 1)).toEqual(['2026-01-10T23:00Z']);
    expect(await slots('*/20 9-10 * * 1-5', '2026-01-09T09:50:00Z', 2, 'UTC')).toEqual([
      '2026-01-09T10:00Z',
      '2026-01-09T10:20Z',
    ]);
  });

  test('comes once on the day that lacks its hour, and once on the day that has it twice', async () => {
    // Paris: 02:00 → 03:00 on 29 March 2026, 03:00 → 02:00 on 25 October.
    expect(await slots('30 2 * * *', '2026-03-27T12:00:00Z', 3)).toEqual([
      '2026-03-28T01:30Z',
      '2026-03-29T01:00Z',
      '2026-03-30T00:30Z',
    ]);
    expect(await slots('30 2 * * *', '2026-10-23T12:00:00Z', 3)).toEqual([
      '2026-10-24T00:30Z',
      '2026-10-25T00:30Z',
      '2026-10-26T01:30Z',
    ]);
  });

  test('stays every half hour over both changes', async () => {
    const gaps = async (from: string): Promise<Set<number>> => {
      const moments = (await slots('*/30 * * * *', from, 12)).map(at);
      return new Set(moments.slice(1).map((moment, index) => moment - (moments[index] ?? 0)));
    };
    expect([...(await gaps('2026-03-28T23:00:00Z'))]).toEqual([1_800_000]);
    expect([...(await gaps('2026-10-24T22:00:00Z'))]).toEqual([1_800_000]);
  });

  test.each([
    ['', ''],
    ['61 * * * *', '61 * * * *'],
    ['* * * *', '* * * *'],
    ['0 0 3 * * *', '0 0 3 * * *'],
    ['2026-01-01T00:00:00', '2026-01-01T00:00:00'],
    ['@reboot', '@reboot'],
    ['0 25 * * *', '0 25 * * *'],
    ['every night', 'every night'],
    ['0 0 31 2 *', '0 0 31 2 *'],
  ])('%s is refused with what was found and what is expected', async (expression, found) => {
    const refusal = cron(expression, 'UTC');
    await expect(refusal).rejects.toMatchObject({ name: 'UsageError' });
    await expect(refusal).rejects.toThrow(`--cron: found "${found}"`);
    await expect(refusal).rejects.toThrow('expected five fields');
  });
});
