import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { codeOf } from '../../archive/archive-error.ts';
import { guardGroup } from '../../host/guard.ts';
import { packageRoot } from '../reference-stack.ts';

/**
 * Runs one review in a process of its own, so that nothing of it (memory, a crash of a decoder or a driver, a handle left
 * open) outlasts it, on the streams of this one, or heard by whoever wants to. When the signal aborts, it is asked to end as
 * `ralph review` ends, and when this process is killed it is asked so, too. The exit code; null where something killed it.
 */
export async function reviewProcess(
  words: readonly string[],
  signal: AbortSignal,
  heard?: (text: string) => void,
): Promise<number | null> {
  const out = heard ? 'pipe' : 'inherit';
  const child = spawn(process.execPath, [`${packageRoot}bin/ralph.js`, 'review', ...words], {
    stdio: ['ignore', out, out],
    // A group of its own: the guard can end it, and Ctrl-C reaches it once, through the signal.
    detached: process.platform !== 'win32',
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', heard ?? (() => {}));
  const release = child.pid === undefined ? () => {} : guardGroup(child.pid);
  const stop = (): void => void child.kill('SIGTERM');
  // In a session of its own it hears nothing of a terminal that changes its size.
  const resized = (): void => void child.kill('SIGWINCH');
  if (process.platform !== 'win32') process.on('SIGWINCH', resized);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    const [code]: unknown[] = await once(child, 'exit');
    return typeof code === 'number' ? code : null;
  } catch (error) {
    // No process could be had, for now: the next slot has its own try.
    process.stderr.write(`ralph: the review could not be started (${codeOf(error)})\n`);
    return null;
  } finally {
    release();
    process.off('SIGWINCH', resized);
    signal.removeEventListener('abort', stop);
  }
}
