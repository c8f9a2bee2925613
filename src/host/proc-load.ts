import { freemem, loadavg } from 'node:os';
import { relativesOf } from '../domain/kinship.ts';
import type { MachineLoad, ProcessUse } from '../domain/machine.ts';
import { namesAt, textAt } from './proc-files.ts';
import { readProcStat } from './proc-stat.ts';

const TICKS_PER_S = 100;
const MIB = 1024 * 1024;

/**
 * Processor seconds out of /proc/stat, over all cores. Waiting for a disk is no work; what the hypervisor gave to other
 * machines (steal) is work of others. The columns for guests are part of the first two.
 */
export function processorTimes(stat: string): Pick<MachineLoad, 'busyS' | 'totalS'> {
  const columns = /^cpu +(.+)$/m.exec(stat)?.[1]?.split(' ').map(Number) ?? [];
  const [user = 0, nice = 0, system = 0, idle = 0, waiting = 0, irq = 0, softIrq = 0, steal = 0] = columns;
  const busy = user + nice + system + irq + softIrq + steal;
  return { busyS: busy / TICKS_PER_S, totalS: (busy + idle + waiting) / TICKS_PER_S };
}

/** Pages moved to and from swap, out of /proc/vmstat; null where it does not say. */
export function swappedPages(vmstat: string): number | null {
  const moved = [...vmstat.matchAll(/^pswp(?:in|out) (\d+)$/gm)].map(([, pages]) => Number(pages));
  return moved.length === 0 ? null : moved.reduce((sum, pages) => sum + pages, 0);
}

const processes = (): readonly ProcessUse[] =>
  namesAt('/proc').flatMap((name) => {
    const stat = /^\d+$/.test(name) ? readProcStat(textAt(`/proc/${name}/stat`)) : null;
    if (!stat) return [];
    const { parent, group, name: program, ownS, reapedS } = stat;
    return { pid: Number(name), parent, group, name: program, ownS, reapedS };
  });

/** The relatives of a process of this Linux machine. */
export const procRelatives = async (pid: number): Promise<readonly number[]> => relativesOf(pid, processes());

/** What this Linux machine has done. */
export async function procLoad(): Promise<MachineLoad> {
  return {
    ...processorTimes(textAt('/proc/stat')),
    processes: processes(),
    loadAverage: loadavg()[0] ?? 0,
    availableMib: freemem() / MIB,
    swappedPages: swappedPages(textAt('/proc/vmstat')),
  };
}
