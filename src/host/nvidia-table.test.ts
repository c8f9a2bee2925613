import { describe, expect, it } from 'vitest';
import { readDeviceLine, readProcessLine, readSampleLine } from './nvidia-table.ts';

describe('lines that are no answer', () => {
  it.each([
    '',
    'No devices were found',
    'Failed to initialize NVML: Driver/library version mismatch',
    'Unable to determine the device handle for GPU0: 0000:01:00.0: Unknown Error',
    '0, 12',
    'index, utilization.gpu [%], memory.used [MiB]',
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
});
