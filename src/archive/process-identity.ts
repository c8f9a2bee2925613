import { readFile } from 'node:fs/promises';
import { codeOf } from './archive-error.ts';

/** Where in /proc/<pid>/stat the state and the start stand, counted from the end of the name, which may hold anything. */
const STATE = 0;
const STARTED = 19;

async function statOf(pid: number): Promise<readonly string[] | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** When a process started, in ticks since boot, which tells it from a later one of its number; '0' where that is not told. */
export const startOf = async (pid: number): Promise<string> => (await statOf(pid))?.[STARTED] ?? '0';

function takesSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Whether a process runs: neither gone nor dead and unburied, and, where its start is known, the same one still. */
export async function isRunning(pid: number, started = '0'): Promise<boolean> {
  if (!takesSignals(pid)) return false;
  const stat = await statOf(pid);
  if (stat === undefined) return true;
  return !/^[ZX]/.test(stat[STATE] ?? '') && (started === '0' || stat[STARTED] === started);
}
