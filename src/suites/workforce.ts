import type { Machine } from '../domain/machine.ts';
import { passesOn } from '../domain/vram.ts';

/** Who works for a serving process: itself, its relatives, and the servers of this machine that these ask. */
export interface Workforce {
  readonly relatives: readonly number[];
  readonly servers: readonly number[];
  /** Whether one of them passes connections on to others, or cannot be seen: then this is not all. */
  readonly hidden: boolean;
}

/** Looks up who works for the process `pid` just now: connections come and go. */
export async function workforceOf(
  pid: number,
  machine: Pick<Machine, 'ownPid' | 'process' | 'relatives' | 'servers'>,
): Promise<Workforce> {
  const relatives = await machine.relatives(pid);
  const asked = await machine.servers(relatives);
  const servers = (asked ?? []).filter((server) => server !== machine.ownPid);
  const programs = await Promise.all(
    [pid, ...servers].map(async (each) => (await machine.process(each))?.program ?? null),
  );
  return { relatives, servers, hidden: asked === null || programs.some(passesOn) };
}
