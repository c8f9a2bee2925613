import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** The folder of the project. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The folder of the project's own fixtures. */
export const fixtures = join(root, 'fixtures');

export interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How the command line is started. */
interface Start {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
  /** The command that runs another where this one shall be, such as in another network. */
  readonly inside?: (...words: readonly string[]) => readonly string[];
}

/** The real command line in a process of its own. */
export function start(args: readonly string[], options: Start = {}) {
  const words = [process.execPath, join(root, 'bin/ralph.js'), ...args];
  const [command = '', ...rest] = options.inside?.(...words) ?? words;
  const child = spawn(command, rest, {
    cwd: options.cwd ?? root,
    env: { ...process.env, LC_ALL: 'C', FORCE_COLOR: '', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  let wake = (): void => {};
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    wake();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    wake();
  });
  const ended: Promise<Result> = once(child, 'close').then(() => {
    wake();
    return { code: child.exitCode, stdout, stderr };
  });

  /** Resolves once the process has printed `text`; rejects when it ends without. */
  async function saying(text: string): Promise<void> {
    while (!(stdout + stderr).includes(text)) {
      if (child.exitCode !== null) throw new Error(`ended without saying "${text}":\n${stdout}${stderr}`);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  return { child, ended, saying, said: () => stdout + stderr };
}

export const ralph = (args: readonly string[], options?: Start): Promise<Result> =>
  start(args, options).ended;

/** A command that serves, on a port of its own: the address that it says, and how it is ended. */
export async function served(words: readonly string[], options?: Start) {
  const { child, ended, saying, said } = start([...words, '--port', '0'], options);
  await saying('http://');
  const [url = ''] = /http:\S+/.exec(said()) ?? [];
  const stop = async (): Promise<void> => {
    child.kill();
    await ended;
  };
  return { url, stop };
}

/** A folder that goes with the test. */
export async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'ralph-smoke-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
