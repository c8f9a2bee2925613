import { describe, expect, it } from 'vitest';
import { bitMask, readDeviceLine, readProcessLine, readSampleLine } from './nvidia-table.ts';

describe('lines that are no answer', () => {
  it.each([
    '',
    'No devices were found',
    'Failed to initialize NVML: Driver/library version mismatch',
    'Unable to determine the device handle for GPU0: 0000:01:00.0: Unknown Error',
    '0, 12',
    'index, utilization.gpu [%], memory.used [MiB]',
    'Field "clocks_event_reasons.active" is not a valid field to query.',
  ])('%j', (line) => {
    expect(readSampleLine(line, 0)).toEqual([]);
    expect(readDeviceLine(line)).toEqual([]);
  });

  it('names no process without an id', () => {
    expect(readProcessLine('[Insufficient Permissions], [Insufficient Permissions], [N/A]')).toEqual([]);
  });
});

describe('a sample', () => {
  it('takes each of the ways not to tell for unknown', () => {
    for (const unknown of ['[N/A]', '[Not Supported]', 'N/A', '[Unknown Error]', '']) {
      expect(readSampleLine(`0, ${unknown}, ${unknown}`, 7)).toEqual([
        { atMs: 7, index: 0, utilisationPct: null, memoryUsedMib: null },
      ]);
    }
  });

  it('reads figures with their units too', () => {
    const sample = { atMs: 7, index: 1, utilisationPct: 87, memoryUsedMib: 9876 };
    expect(readSampleLine('1, 87 %, 9876 MiB', 7)).toEqual([sample]);
  });

  it('reads what the longer rows of fields add, each figure for itself', () => {
    const line = '0, 97, 9876, 89, [N/A], 1155, 0x0000000000000048';
    expect(readSampleLine(line, 7)).toEqual([
      {
        ...{ atMs: 7, index: 0, utilisationPct: 97, memoryUsedMib: 9876 },
        ...{ temperatureC: 89, powerW: null, clockMhz: 1155, limits: 0x48 },
      },
    ]);
    const untold = '0, [N/A], 12, [Unknown Error], [Not Supported], [Insufficient Permissions], [N/A]';
    expect(readSampleLine(untold, 7)).toMatchObject([{ temperatureC: null, powerW: null, limits: null }]);
  });
});

describe('bitMask', () => {
  it.each([
    ['0x0000000000000000', 0],
    ['0x0000000000000144', 0x144],
    ['0x8000000000000008', 8],
    ['0x00000000FFFFFFFF', 0xffffffff],
    ['[N/A]', null],
    ['Not Active', null],
    ['4', null],
    ['0x', null],
    ['0x4; rm', null],
    ['', null],
  ])('%j is %j', (text, mask) => {
    expect(bitMask(text)).toBe(mask);
  });
});
