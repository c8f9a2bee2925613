// A program of its own, which outlives a selftest that was killed for as long as it takes to end what that had started
// and to remove its folder. Each line of its standard input is a process group that began (+pid) or ended (-pid).
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const GRACE_MS = 3_000;
const LOOK_MS = 50;

/** Whether there was anybody to tell. */
function signalled(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}

const [, , folder] = process.argv;
const running = new Set<number>();
for await (const line of createInterface({ input: process.stdin })) {
  const group = Number(line.slice(1));
  if (!(Number.isInteger(group) && group > 1)) continue;
  if (line.startsWith('+')) running.add(group);
  else running.delete(group);
}

// Nobody writes any more. A review ends what it has started itself, if it is asked to.
let left = [...running].filter((group) => signalled(group, 'SIGTERM'));
for (let waitedMs = 0; left.length > 0 && waitedMs < GRACE_MS; waitedMs += LOOK_MS) {
  await sleep(LOOK_MS);
  left = left.filter((group) => signalled(group, 0));
}
for (const group of left) signalled(group, 'SIGKILL');
if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
