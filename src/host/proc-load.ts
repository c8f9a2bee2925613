import { readdir, readFile } from 'node:fs/promises';
import { freemem, loadavg } from 'node:os';
import { relativesOf } from '../domain/kinship.ts';
import type { MachineLoad, ProcessUse } from '../domain/machine.ts';
import { readProcStat } from './proc-stat.ts';

const TICKS_PER_S = 100;
const MIB = 1024 * 1024;

const readOrEmpty = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

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

async function processes(): Promise<ProcessUse[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readOrEmpty(`/proc/${pid}/stat`)));
  return stats.flatMap((text, index) => {
    const stat = readProcStat(text);
    if (!stat) return [];
    const { parent, group, name, ownS, reapedS } = stat;
    return { pid: Number(pids[index]), parent, group, name, ownS, reapedS };
  });
}

/** The relatives of a process of this Linux machine. */
export const procRelatives = async (pid: number): Promise<readonly number[]> =>
  relativesOf(pid, await processes());

/** What this Linux machine has done. */
export async function procLoad(): Promise<MachineLoad> {
  const [stat, vmstat, all] = await Promise.all([
    readOrEmpty('/proc/stat'),
    readOrEmpty('/proc/vmstat'),
    processes(),
  ]);
  return {
    ...processorTimes(stat),
    processes: all,
    loadAverage: loadavg()[0] ?? 0,
    availableMib: freemem() / MIB,
    swappedPages: swappedPages(vmstat),
  };
}
