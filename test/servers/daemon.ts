import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { createInterface } from 'node:readline';

/** A server as a child: it dies with whoever started it, also where that one is killed. */
export interface Daemon {
  readonly pid: number;
  /** Asks it to end by this signal, and resolves when it has. */
  stop(signal: NodeJS.Signals): Promise<void>;
}

/** What tells the line by which it is ready. */
export type Ready = Pick<RegExp, 'test'>;

/** Who a server runs as. */
export interface User {
  readonly uid: number;
  readonly gid: number;
}

/** Whether the machine can end a child when its parent is killed (Linux, util-linux). */
const CAN_GUARD = spawnSync('setpriv', ['--pdeathsig', 'KILL', 'true']).status === 0;

/** The command with which it ends when its parent does, as the user. */
export function guarded(
  command: string,
  args: readonly string[],
  user: User | null = null,
): [string, string[]] {
  if (!CAN_GUARD) return [command, [...args]];
  const as = user ? [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'] : [];
  return ['setpriv', ['--pdeathsig', 'KILL', ...as, '--', command, ...args]];
}

/** Starts a server and resolves when it says `ready`; rejects with what it said when it ends before. */
export async function startDaemon(
  command: string,
  args: readonly string[],
  { ready, cwd, user = null }: { readonly ready: Ready; readonly cwd: string; readonly user?: User | null },
): Promise<Daemon> {
  const [file, words] = guarded(command, args, user);
  const child = spawn(file, words, {
    cwd,
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(CAN_GUARD ? {} : (user ?? {})),
  });
  const gone = once(child, 'exit');
  await saying(child, ready);
  return {
    pid: child.pid ?? 0,
    async stop(signal) {
      child.kill(signal);
      await gone;
    },
  };
}

/** Resolves at the first line that says it. What comes later is read and forgotten, so that no pipe runs full. */
function saying(child: ChildProcess, ready: Ready): Promise<void> {
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        if (ready.test(line)) resolve();
        if (said.length < 200) said.push(line);
      });
    }
    child.once('error', reject);
    child.once('close', () => reject(new Error(`it ended before it was ready:\n${said.join('\n')}`)));
  });
}

/** A port that nobody holds at this moment. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * Starts something on the port, or on a free one: then with a few, because somebody may take one before the server does.
 * What was made for it is cleared away where it does not start.
 */
export async function onPort<T>(
  { port, host, otherwise }: { port: number | undefined; host: string; otherwise: () => Promise<void> },
  start: (port: number) => Promise<T>,
): Promise<{ readonly port: number; readonly started: T }> {
  for (let left = port === undefined ? 4 : 0; ; left--) {
    const chosen = port ?? (await freePort(host));
    try {
      return { port: chosen, started: await start(chosen) };
    } catch (error) {
      if (left > 0 && /address already in use/i.test(String(error))) continue;
      await otherwise();
      throw error;
    }
  }
}
