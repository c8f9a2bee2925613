import { readdir, readFile } from 'node:fs/promises';
import type { Clock } from '../domain/host.ts';
import { readProcStat } from './proc-stat.ts';

const GRACE_MS = 1_000;
const POLL_MS = 10;

/** Windows has no process groups: there only the process itself can be reached. */
const target = (leader: number): number => (process.platform === 'win32' ? leader : -leader);

/** False when there is nothing left to send to. */
function send(leader: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(target(leader), signal);
  } catch {
    return false;
  }
}

/** Dead members that nobody waits for (the first process of a container often does not) still take signals. */
async function isAlive(leader: number): Promise<boolean> {
  if (!send(leader, 0)) return false;
  if (process.platform !== 'linux') return true;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  return stats.map(readProcStat).some((stat) => stat?.group === leader && !/[ZX]/.test(stat.state));
}

async function goneWithin(leader: number, ms: number, clock: Clock): Promise<boolean> {
  const untilMs = clock.nowMs() + ms;
  while (await isAlive(leader)) {
    if (clock.nowMs() >= untilMs) return false;
    await clock.sleep(POLL_MS);
  }
  return true;
}

/**
 * Ends every process of the group that `leader` leads: SIGTERM, and one second later SIGKILL to what is left.
 * Resolves when the group is gone, or after another second when even that does not help (a process that is
 * stuck in its driver).
 */
export async function endGroup(leader: number, clock: Clock): Promise<void> {
  if (!send(leader, 'SIGTERM') || (await goneWithin(leader, GRACE_MS, clock))) return;
  send(leader, 'SIGKILL');
  await goneWithin(leader, GRACE_MS, clock);
}
