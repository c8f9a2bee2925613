import { isAbsolute } from 'node:path';
import type { ProcessFacts } from '../domain/host.ts';

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

/** What is resident for a process and those it started, where there is no /proc. */
export async function tableResidentMib(pid: number): Promise<number | null> {
  const { default: system } = await import('systeminformation');
  const { list } = await system.processes();
  if (!list.some((process) => process.pid === pid)) return null;
  const family = new Set([pid]);
  // A set grows while it is gone through, so that the children of children are found as well.
  for (const parent of family)
    for (const process of list) if (process.parentPid === parent) family.add(process.pid);
  const kib = list.reduce((sum, process) => (family.has(process.pid) ? sum + process.memRss : sum), 0);
  return kib / 1024;
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
