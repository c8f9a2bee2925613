import { spawn } from 'node:child_process';
import { commandEnvironment } from './environment.ts';

/** Waits for one line; where the pipe ends without it, ralph was killed, and what it guarded is ended in its place. */
const waiting = (otherwise: string): string => `read -r line || { ${otherwise}; } 2>/dev/null`;

const END_GROUP = waiting('kill -s TERM -- "-$1" && sleep 1; kill -s KILL -- "-$1"');
const REMOVE_FOLDER = waiting('rm -rf -- "$1"');

/** Starts a process that outlives this one by a moment; the function it returns ends it, with its work not done. */
function guarding(script: string, subject: string): () => void {
  // Nothing of Windows does this.
  if (process.platform === 'win32') return () => {};
  const guard = spawn('/bin/sh', ['-c', script, 'ralph-guard', subject], {
    cwd: '/',
    env: commandEnvironment(process.env),
    // Whatever ends ralph's own group must not end it.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Without a shell things are as they would be without a guard.
  guard.on('error', () => {});
  guard.stdin.on('error', () => {});
  guard.unref();
  return () => void guard.stdin.end('\n');
}

/** Has a process group ended when this process is killed, until the function it returns is called. */
export const guardGroup = (leader: number): (() => void) => guarding(END_GROUP, String(leader));

/** Has a folder removed when this process is killed, until the function it returns is called. */
export const guardFolder = (path: string): (() => void) => guarding(REMOVE_FOLDER, path);
