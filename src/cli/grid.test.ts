import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { broken, grid } from './grid.ts';

const row = (fault: string, finding: string) => ({
  fault,
  finding,
  caught: 'FALSE ALARM',
  beside: 'noisy-machine',
});

const widest = (table: string): number => Math.max(...table.split('\n').map((line) => line.length));

describe('a grid', () => {
  const rows = [
    row('suite-passes-with-the-stack-stopped + nvidia-smi-hangs', 'suite-proves-nothing, gpu-unreadable'),
    row('chat-apology', 'canned-answer'),
  ];

  it.each([80, 100, 120])('is %i columns wide, and loses no letter', async (columns) => {
    const table = await grid(rows, columns);
    expect(widest(table)).toBe(columns);
    expect(table).not.toContain('…');
    for (const part of ['stopped', 'unreadable', 'apology', 'FALSE', 'noisy-machine'])
      expect(table).toContain(part);
  });

  it('stays readable where there is no room at all', async () => {
    expect(await grid(rows, 10)).toContain('FALSE');
  });
});

it('a broken text fits, and keeps every letter in its order', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (text, width) => {
      const lines = broken(text, width).split('\n');
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
      expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    }),
  );
});

it.each([
  ['nvidia-smi-hangs', 12, 'nvidia-smi-\nhangs'],
  ['one two', 20, 'one two'],
  ['one two', 4, 'one\ntwo'],
  ['abcdef', 4, 'abcd\nef'],
])('%s on lines of %i', (text, width, wanted) => {
  expect(broken(text, width)).toBe(wanted);
});
