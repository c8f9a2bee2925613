import { cpus, freemem, loadavg } from 'node:os';
import { isAbsolute } from 'node:path';
import type { MachineLoad, ProcessFacts } from '../domain/machine.ts';

/** Local time in the form `2026-01-20 13:00:00`, as ISO 8601; null when it is not that. */
export function isoTime(local: string): string | null {
  const time = Date.parse(local.replace(' ', 'T'));
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

/** A process of a machine without /proc; null when there is none with this id. */
export async function tableFacts(pid: number): Promise<ProcessFacts | null> {
  const { default: system } = await import('systeminformation');
  const { list } = await system.processes();
  const found = list.find((process) => process.pid === pid);
  if (!found) return null;
  const program = [found.command.split(' ')[0] ?? '', found.path].find(isAbsolute) ?? null;
  return { pid, startedAt: isoTime(found.started), program };
}

type Listed = Awaited<ReturnType<typeof import('systeminformation').processes>>['list'][number];

/** A process and those it started, out of a list of all; empty without it. */
function descent(pid: number, list: readonly Listed[]): Listed[] {
  const family = new Set(list.some((process) => process.pid === pid) ? [pid] : []);
  // A set grows while it is gone through, so that the children of children are found as well.
  for (const parent of family)
    for (const process of list) if (process.parentPid === parent) family.add(process.pid);
  return list.filter((process) => family.has(process.pid));
}

async function familyOf(pid: number): Promise<Listed[]> {
  const { default: system } = await import('systeminformation');
  return descent(pid, (await system.processes()).list);
}

/** What is resident for a process and those it started, where there is no /proc. */
export async function tableResidentMib(pid: number): Promise<number | null> {
  const family = await familyOf(pid);
  return family.length === 0 ? null : family.reduce((sum, { memRss }) => sum + memRss, 0) / 1024;
}

/** A process and those it started, where there is no /proc: nobody tells groups there. */
export const tableRelatives = async (pid: number): Promise<readonly number[]> =>
  (await familyOf(pid)).map((process) => process.pid);

/** Nobody tells there who is connected to whom. */
export const tableServers = async (): Promise<readonly number[]> => [];

/** What a machine without /proc has done; the share of single processes is not told there. */
export async function tableLoad(): Promise<MachineLoad> {
  const times = cpus().map((core) => core.times);
  const seconds = (of: (core: (typeof times)[number]) => number): number =>
    times.reduce((sum, core) => sum + of(core), 0) / 1000;
  const busyS = seconds(({ user, nice, sys, irq }) => user + nice + sys + irq);
  return {
    busyS,
    totalS: busyS + seconds(({ idle }) => idle),
    processes: null,
    loadAverage: loadavg()[0] ?? 0,
    availableMib: freemem() / (1024 * 1024),
    swappedPages: null,
  };
}

/** The process that listens on a TCP port, where there is no /proc. */
export async function tableListener(port: number): Promise<ProcessFacts | null> {
  const { default: system } = await import('systeminformation');
  const connections = await system.networkConnections();
  const listening = connections.find(
    ({ localPort, state, pid }) => localPort === String(port) && /^LISTEN/.test(state) && pid > 0,
  );
  return listening ? tableFacts(listening.pid) : null;
}
