import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Daemon, onPort, startDaemon } from './daemon.ts';

/** Redis, or Valkey where that is installed. */
const PROGRAM = ['redis-server', 'valkey-server'].find((each) => spawnSync(each, ['--version']).status === 0);

/** Why no Redis can be started here; null: one can. */
export const whyNoRedis = (): string | null =>
  PROGRAM ? null : 'there is no redis-server; Debian has it in the package redis-server';

interface RedisOptions {
  readonly password?: string;
  /** Writes each change to its log (AOF), synced once a second, so that a killed one comes back with its data. */
  readonly appendOnly?: boolean;
  /** Default: a free one. */
  readonly port?: number;
  /** The addresses of this machine on which it listens; beyond loopback only with a password. */
  readonly host?: string | readonly string[];
  /** More words for its command line, such as `--maxmemory 64mb` or its TLS port. */
  readonly args?: readonly string[];
}

/** A real Redis with its data in a temporary folder. */
export async function startRedis({
  password,
  appendOnly = false,
  port: wished,
  host: hosts = '127.0.0.1',
  args = [],
}: RedisOptions = {}) {
  const program = PROGRAM;
  if (program === undefined) throw new Error(whyNoRedis() ?? '');
  const [host = '127.0.0.1', ...others] = [hosts].flat();
  const folder = await mkdtemp(join(tmpdir(), 'ralph-redis-'));
  const on = (port: number): Promise<Daemon> =>
    startDaemon(
      program,
      [
        ...['--port', `${port}`, '--bind', host, ...others, '--dir', folder, '--save', ''],
        ...['--appendonly', appendOnly ? 'yes' : 'no', '--maxmemory-policy', 'noeviction'],
        ...(password === undefined ? [] : ['--requirepass', password]),
        ...args,
      ],
      { cwd: folder, ready: /ready to accept connections/i },
    );
  const clear = () => rm(folder, { recursive: true, force: true });
  const { port, started } = await onPort({ port: wished, host, otherwise: clear }, on);
  let daemon = started;
  const start = async (): Promise<void> => {
    daemon = await on(port);
  };
  const login = password === undefined ? '' : `:${encodeURIComponent(password)}@`;
  return {
    url: `redis://${login}${host}:${port}`,
    port,
    folder,
    get pid(): number {
      return daemon.pid;
    },
    /** Ends it and removes its data. */
    async stop(): Promise<void> {
      await daemon.stop('SIGKILL');
      await clear();
    },
    /** Kills it with -9; `start` has it come back with what it had written. */
    kill: (): Promise<void> => daemon.stop('SIGKILL'),
    /** Ends it in order. */
    shutDown: (): Promise<void> => daemon.stop('SIGTERM'),
    start,
    /** Ends it in order, and starts it on the same port with the same data. */
    async restart(): Promise<void> {
      await daemon.stop('SIGTERM');
      await start();
    },
  };
}

export type Redis = Awaited<ReturnType<typeof startRedis>>;
