import { textAt } from './proc-files.ts';

/** Resident KiB out of /proc/<pid>/status; null for a process that is dead, and for anything else. */
export function residentKib(status: string): number | null {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kib === undefined ? null : Number(kib);
}

/** The processes that the first thread of one started, which is where servers start their workers. */
function childrenOf(pid: number): number[] {
  const listed = textAt(`/proc/${pid}/task/${pid}/children`);
  return listed.split(' ').filter(Boolean).map(Number);
}

/** What is resident on Linux for a process and those it started; pages that they share count for each. */
export async function procResidentMib(pid: number): Promise<number | null> {
  const own = residentKib(textAt(`/proc/${pid}/status`));
  if (own === null) return null;
  const children = await Promise.all(childrenOf(pid).map(procResidentMib));
  return children.reduce<number>((sum, mib) => sum + (mib ?? 0), own / 1024);
}
