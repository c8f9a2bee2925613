import { describe, expect, it } from 'vitest';
import { listeningInodes } from './proc.ts';
import { residentKib } from './proc-memory.ts';
import { readProcStat } from './proc-stat.ts';

describe('listeningInodes', () => {
  const table = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    '   0: 0100007F:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 111 1 0 100 0 0 10 0',
    '   1: 0100007F:1F40 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000        0 222 1 0 20 4 30 10 -1',
    '   2: 0100007F:C350 0100007F:1F40 01 00000000:00000000 00:00000000 00000000  1000        0 333 1 0 20 4 30 10 -1',
    '   3: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 444 1 0 100 0 0 10 0',
  ].join('\n');

  it('are those of the port, and only of who listens', () => {
    expect(listeningInodes(table, 8000)).toEqual(['111']);
    expect(listeningInodes(table, 80)).toEqual(['444']);
    expect(listeningInodes(table, 50_000)).toEqual([]);
    expect(listeningInodes('', 80)).toEqual([]);
  });
});

describe('residentKib', () => {
  it('is what is resident, not what was at most or is only reserved', () => {
    expect(residentKib('Name:\tVmRSS:\nVmHWM:\t  200 kB\nVmRSS:\t  123 kB\nRssAnon:\t 50 kB\n')).toBe(123);
  });

  it('is null for a process that is dead', () => {
    expect(residentKib('Name:\tnode\nState:\tZ (zombie)\n')).toBeNull();
    expect(residentKib('')).toBeNull();
  });
});

describe('readProcStat', () => {
  it('is not led astray by the name of the process', () => {
    const rest = '7 8 8 0 -1 4194304 1 0 0 0 5 6 30 400 20 0 1 0 12345 1000 10';
    expect(readProcStat(`42 (a) Z 1 (b)) S ${rest}`)).toEqual({
      state: 'S',
      parent: 7,
      name: 'a) Z 1 (b)',
      group: 8,
      ownS: 0.11,
      reapedS: 4.3,
      startedS: 123.45,
    });
  });

  it('is null for anything else', () => {
    expect(readProcStat('')).toBeNull();
    expect(readProcStat('42 (a) S 1')).toBeNull();
  });
});
