import { execFile, spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { startDaemon } from './daemon.ts';

const run = promisify(execFile);

const works = (command: string, ...args: readonly string[]): boolean => spawnSync(command, args).status === 0;

/** Why no network of its own can be made here; null: one can. */
export function whyNoNetwork(): string | null {
  if (!works('ip', '-Version')) return 'there is no ip; Debian has it in the package iproute2';
  return works('unshare', '--net', 'ip', 'link', 'add', 'ralph-a', 'type', 'veth', 'peer', 'name', 'ralph-b')
    ? null
    : 'no network namespace may be made here; root may';
}

/** Two addresses of a net of its own, which nobody on this machine has. */
function freeNet(taken: string): readonly [string, string] {
  for (let third = process.pid % 250, left = 250; left > 0; third = (third + 1) % 250, left--) {
    if (!taken.includes(`10.213.${third}.`)) return [`10.213.${third}.1`, `10.213.${third}.2`];
  }
  throw new Error('no net is left');
}

/** A network beside that of this machine, with one cable between the two. It goes when the last process in it does. */
export async function startNetwork() {
  const holder = await startDaemon('unshare', ['--net', 'sh', '-c', 'echo made; exec sleep infinity'], {
    cwd: tmpdir(),
    ready: /^made$/,
  });
  const inside = (...words: readonly string[]): string[] => [
    'nsenter',
    `--net=/proc/${holder.pid}/ns/net`,
    ...words,
  ];
  const [here, there] = freeNet((await run('ip', ['-4', 'addr'])).stdout);
  const cable = `ralph${holder.pid}`;
  const at = async ([command = '', ...args]: readonly string[]): Promise<void> =>
    void (await run(command, args));
  await at(['ip', 'link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', `${holder.pid}`]);
  await at(['ip', 'addr', 'add', `${here}/24`, 'dev', cable]);
  await at(['ip', 'link', 'set', cable, 'up']);
  await at(inside('ip', 'addr', 'add', `${there}/24`, 'dev', 'eth0'));
  await at(inside('ip', 'link', 'set', 'eth0', 'up'));
  await at(inside('ip', 'link', 'set', 'lo', 'up'));
  return {
    /** The address by which this machine is reached from inside. */
    host: here,
    /** The command that runs another inside. */
    inside,
    /** Pulls the cable: what is sent from now on is lost, and nobody is told. */
    cut: () => at(['ip', 'link', 'set', cable, 'down']),
    heal: () => at(['ip', 'link', 'set', cable, 'up']),
    async remove(): Promise<void> {
      await at(['ip', 'link', 'delete', cable]);
      await holder.stop('SIGKILL');
    },
  };
}

export type Network = Awaited<ReturnType<typeof startNetwork>>;
