import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Daemon, startDaemon } from '../../servers/daemon.ts';
import { type Network, startNetwork } from '../../servers/network.ts';
import { startPostgres } from '../../servers/postgres.ts';
import { startRedis } from '../../servers/redis.ts';
import { root } from '../../smoke/ralph.ts';
import { type Agent, agentOf, type Inside } from './agents.ts';

const PASSWORD = 'of-the-trial';
/** Of five stacks two are asked of any agent with their label; of five agents two live beyond the cable, one of each kind. */
const FIFTH = 5;
const isPooled = (index: number): boolean => index % FIFTH >= 3;
const isBeyond = (index: number): boolean => index % FIFTH === FIFTH - 1 || index % FIFTH === 0;

/** What every stack is asked: one that needs the host among them. */
export const PROBES = ['backend', 'environment', 'llm', 'websocket', 'stats'];

export interface Member {
  readonly stack: string;
  readonly agent: Agent;
  readonly isPooled: boolean;
}

/** The fleet as its file says it; `archive` says where its reviews go. */
const fleetFile = (
  queue: string,
  archive: Readonly<Record<string, string>>,
  { members, samples }: { readonly members: readonly Member[]; readonly samples: number },
): string =>
  JSON.stringify({
    ...{ name: 'trial', queue, ...archive, lang: 'en', deadline: '10m' },
    stacks: members.map(({ stack, agent, isPooled: pooled }) => ({
      ...{ name: stack, probes: PROBES, samples },
      ...(pooled ? { labels: { pool: 'any' } } : { agent: agent.name }),
    })),
  });

/** Tiny stacks in one process: their addresses, and how they are ended. */
async function stacksOf(count: number, inside: Inside, cwd: string) {
  const script = join(root, 'fixtures/stacks/serve.js');
  const addresses: string[] = [];
  const [command = '', ...args] = inside(process.execPath, script, 'unhurried', '0', `${count}`);
  const daemon = await startDaemon(command, args, {
    cwd,
    ready: { test: (line: string) => addresses.push(line) === count },
  });
  return { addresses, daemon };
}

/** A whole fleet on one machine: agents, their stacks, the queue, the database, and a network of its own for some of them. */
export async function startHouse({ count, samples }: { readonly count: number; readonly samples: number }) {
  const folder = await mkdtemp(join(tmpdir(), 'ralph-fleet-'));
  const network: Network = await startNetwork();
  const redis = await startRedis({
    password: PASSWORD,
    appendOnly: true,
    host: ['127.0.0.1', network.host],
  });
  const postgres = await startPostgres({ settings: { fsync: 'on' } });
  const indices = Array.from({ length: count }, (_, index) => index);
  const here: Inside = (...words) => words;
  const beyond = await stacksOf(indices.filter(isBeyond).length, network.inside, folder);
  const near = await stacksOf(indices.filter((index) => !isBeyond(index)).length, here, folder);
  const stacks: readonly Daemon[] = [beyond.daemon, near.daemon];
  const members = indices.map((index): Member => {
    const { addresses } = isBeyond(index) ? beyond : near;
    const name = String(index + 1).padStart(2, '0');
    const host = isBeyond(index) ? network.host : '127.0.0.1';
    const agent = agentOf({
      name: `host-${name}`,
      queue: `redis://:${PASSWORD}@${host}:${redis.port}`,
      target: addresses.pop() ?? '',
      labels: isPooled(index) ? { pool: 'any' } : {},
      folder,
      inside: isBeyond(index) ? network.inside : here,
    });
    return { stack: `stack-${name}`, agent, isPooled: isPooled(index) };
  });
  const files = { folder: join(folder, 'folder.yaml'), postgres: join(folder, 'postgres.yaml') };
  const asked = { members, samples };
  await writeFile(files.folder, fleetFile(redis.url, { reviews: 'reviews' }, asked));
  await writeFile(files.postgres, fleetFile(redis.url, { archive: postgres.url }, asked));
  await Promise.all(
    members.map(async ({ agent }) => {
      agent.start();
      await agent.saying('takes jobs');
    }),
  );
  return {
    places: { folder: join(folder, 'reviews'), postgres: postgres.url },
    ...{ files, folder, network, redis, postgres, members },
    async remove(): Promise<void> {
      await Promise.all(members.map(({ agent }) => agent.end('SIGKILL')));
      await Promise.all(stacks.map((each) => each.stop('SIGKILL')));
      await Promise.all([redis.stop(), postgres.remove(), network.remove()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type House = Awaited<ReturnType<typeof startHouse>>;
