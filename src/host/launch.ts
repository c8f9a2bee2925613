import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Clock, Command, CommandOutcome } from '../domain/host.ts';
import { commandEnvironment } from './environment.ts';
import { guardGroup } from './guard.ts';
import { endGroup } from './process-group.ts';

const DRAIN_MS = 1_000;

export type NotStarted = CommandOutcome & { kind: 'not-started' };

/** A process that leads a group of its own. */
export interface Running {
  readonly kind: 'running';
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** The exit of the leader; others of its group may live on. */
  readonly exited: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  /** Resolves when both streams have ended, at the latest a second after the call. */
  drained(): Promise<void>;
  /** Ends the whole group and lets go of its streams. */
  end(): Promise<void>;
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

const notStarted = (reason: NotStarted['reason'], message: string): NotStarted => ({
  kind: 'not-started',
  reason,
  message,
});

/** Starts a command without a shell; its group ends with this process, even where that is killed. Rejects when `signal` has aborted. */
export async function launch(
  command: Omit<Command, 'timeoutMs' | 'maxOutputBytes'>,
  clock: Clock,
): Promise<Running | NotStarted> {
  const { argv, folder = process.cwd(), input, signal } = command;
  const { execa } = await import('execa');
  if (!(await isFolder(folder))) return notStarted('no-folder', `no such folder: ${folder}`);
  signal?.throwIfAborted();

  const [program, ...args] = argv;
  const subprocess = execa(program, args, {
    cwd: folder,
    env: commandEnvironment(process.env, command.env),
    extendEnv: false,
    detached: process.platform !== 'win32',
    cleanup: false,
    buffer: false,
    reject: false,
    windowsHide: true,
    ...(input === undefined ? { stdin: 'ignore' as const } : { input }),
  });
  const { pid, stdout, stderr } = subprocess;
  if (pid === undefined) {
    const { code, originalMessage = '' } = await subprocess;
    return notStarted(code === 'ENOENT' ? 'not-found' : 'not-executable', originalMessage);
  }

  const release = guardGroup(pid);
  const closed = Promise.all([once(stdout, 'close'), once(stderr, 'close')]).catch(() => {});
  const drained = async (): Promise<void> => {
    const over = new AbortController();
    await Promise.race([closed, clock.sleep(DRAIN_MS, over.signal).catch(() => {})]);
    over.abort();
  };
  return {
    kind: 'running',
    stdout,
    stderr,
    exited: once(subprocess, 'exit').then(([code, by]) => ({ code, signal: by })),
    drained,
    end: async () => {
      await endGroup(pid, clock);
      release();
      await drained();
      stdout.destroy();
      stderr.destroy();
      subprocess.unref();
    },
  };
}
