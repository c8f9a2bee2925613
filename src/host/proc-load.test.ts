import { describe, expect, it } from 'vitest';
import { connectedPorts } from './proc.ts';
import { processorTimes, swappedPages } from './proc-load.ts';

describe('processorTimes', () => {
  it('are seconds of all cores: waiting for a disk is none of work, what a hypervisor took is', () => {
    const stat = 'cpu  100 20 300 4000 500 6 7 80 90 9\ncpu0 1 1 1 1 1 1 1 1 1 1\nintr 5\n';
    expect(processorTimes(stat)).toEqual({ busyS: 5.13, totalS: 50.13 });
  });

  it('of an older kernel have fewer columns, and without a line there are none', () => {
    expect(processorTimes('cpu 100 0 100 200\n')).toEqual({ busyS: 2, totalS: 4 });
    expect(processorTimes('')).toEqual({ busyS: 0, totalS: 0 });
  });
});

describe('swappedPages', () => {
  it('went in and out', () => {
    expect(swappedPages('pgpgin 9\npswpin 3\npswpout 40\nxpswpin 5\n')).toBe(43);
    expect(swappedPages('pgpgin 9\n')).toBeNull();
  });
});

describe('connectedPorts', () => {
  const row = (inode: number, remote: string, state = '01') =>
    `   0: 0100007F:C350 ${remote} ${state} 00000000:00000000 00:00000000 00000000  1000        0 ${inode} 1 0`;
  const table = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    row(1, '0100007F:2CAA'),
    row(2, '0100007F:2CAA'),
    row(3, '0200A8C0:01BB'),
    row(4, '00000000000000000000000001000000:1538'),
    row(5, '0000000000000000FFFF00000100007F:0050'),
    row(6, '0100007F:1F40', '06'),
    row(9, '0100007F:1F41'),
  ].join('\n');

  it('are those on this machine, of sockets that are held, each once', () => {
    const held = new Set(['1', '2', '3', '4', '5', '6']);
    expect(connectedPorts(table, held)).toEqual([11434, 5432, 80]);
    expect(connectedPorts('', held)).toEqual([]);
  });
});
