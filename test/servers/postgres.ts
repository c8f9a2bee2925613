import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Daemon, onPort, startDaemon, type User } from './daemon.ts';

const run = promisify(execFile);

/** Where Debian keeps the programs of each version, which are on nobody's PATH. */
const DEBIAN = '/usr/lib/postgresql';

/** The folder of the newest server's programs. */
function programs(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(DEBIAN, version, 'bin')),
    ...(process.env.PATH ?? '').split(':'),
  ];
  return folders.find((folder) => ['initdb', 'postgres'].every((each) => existsSync(join(folder, each))));
}

const number = (flag: string): number =>
  Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);

const BIN = programs();
const isRoot = process.getuid?.() === 0;
/** Postgres refuses to run as root; null: it runs as who we are. */
const USER: User | null = isRoot ? { uid: number('-u'), gid: number('-g') } : null;

/** Why no Postgres can be started here; null: one can. */
export function whyNoPostgres(): string | null {
  if (BIN === undefined) return 'there is no Postgres server; Debian has it in the package postgresql';
  return USER && !(USER.uid > 0) ? 'Postgres does not run as root, and there is no user postgres' : null;
}

interface PostgresOptions {
  /** Of the user `postgres`, asked for by SCRAM; default: nobody is asked. */
  readonly password?: string;
  /** Default: a free one. */
  readonly port?: number;
  /** The address of this machine on which it listens. */
  readonly host?: string;
  /** Settings as in postgresql.conf; on top of those here. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** What suits a test: nothing outside its folder, few processes, and a disk that need not outlive the machine. */
const SETTINGS = {
  unix_socket_directories: '',
  fsync: 'off',
  max_connections: '200',
  shared_buffers: '32MB',
  log_min_messages: 'log',
};

/** Makes an empty cluster of databases in the folder. */
async function initialise(folder: string, bin: string, password: string | undefined): Promise<void> {
  const secret = join(folder, '.password');
  const auth = password === undefined ? ['--auth=trust'] : ['--auth=scram-sha-256', `--pwfile=${secret}`];
  if (USER) await chown(folder, USER.uid, USER.gid);
  if (password !== undefined) {
    await writeFile(secret, password);
    await chmod(secret, 0o600);
    if (USER) await chown(secret, USER.uid, USER.gid);
  }
  const args = [
    '-D',
    join(folder, 'data'),
    '-U',
    'postgres',
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
    ...auth,
  ];
  await run(join(bin, 'initdb'), args, { cwd: folder, ...USER });
}

/** A real Postgres with its data in a temporary folder. */
export async function startPostgres({
  password,
  port: wished,
  host = '127.0.0.1',
  settings = {},
}: PostgresOptions = {}) {
  const bin = BIN;
  const why = whyNoPostgres();
  if (bin === undefined || why !== null) throw new Error(why ?? '');
  const folder = await mkdtemp(join(tmpdir(), 'ralph-postgres-'));
  await initialise(folder, bin, password);
  const set = Object.entries({ ...SETTINGS, ...settings }).flatMap(([key, value]) => [
    '-c',
    `${key}=${value}`,
  ]);
  const on = (port: number): Promise<Daemon> =>
    startDaemon(join(bin, 'postgres'), ['-D', join(folder, 'data'), '-h', host, '-p', `${port}`, ...set], {
      cwd: folder,
      user: USER,
      ready: /database system is ready to accept connections/,
    });
  const clear = () => rm(folder, { recursive: true, force: true });
  const { port, started } = await onPort({ port: wished, host, otherwise: clear }, on);
  let daemon = started;
  const login = password === undefined ? 'postgres' : `postgres:${encodeURIComponent(password)}`;
  return {
    url: `postgres://${login}@${host}:${port}/postgres`,
    port,
    folder,
    /** `fast` ends connections in order, `immediate` as a crash would. */
    stop: (how: 'fast' | 'immediate' = 'fast'): Promise<void> =>
      daemon.stop(how === 'fast' ? 'SIGINT' : 'SIGQUIT'),
    /** Has a stopped one come back on the same port with the same data. */
    async start(): Promise<void> {
      daemon = await on(port);
    },
    /** Ends it and removes its data. */
    async remove(): Promise<void> {
      await daemon.stop('SIGQUIT');
      await clear();
    },
  };
}

export type Postgres = Awaited<ReturnType<typeof startPostgres>>;
