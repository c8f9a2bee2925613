import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DelayedError, FlowProducer, Queue, QueueEvents, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { examplesOf } from '../docs/pages.ts';
import { whyNoRedis } from '../servers/redis.ts';
import { folder } from '../smoke/ralph.ts';
import { bash } from '../smoke/shell.ts';
import { deploy } from './manifests.ts';
import { allowed, inScripts } from './queue-commands.ts';
import { PASSWORDS, startQueue } from './queue-server.ts';

const why = whyNoRedis();

/** What a fleet does with its queue, by the engine: a fleet with a child that is put off, fails and is done; a schedule. */
async function work(connection: Redis): Promise<void> {
  const shared = { connection, prefix: 'ralph' };
  const closing: { close(): Promise<void> }[] = [];
  const own = <T extends { close(): Promise<void> }>(each: T): T => {
    closing.push(each);
    return each;
  };
  let times = 0;
  own(
    new Worker(
      'agent.a',
      async (job, token) => {
        times++;
        if (times === 1) {
          await job.moveToDelayed(Date.now() + 1, token);
          throw new DelayedError();
        }
        if (times === 2) throw new Error('once more');
        await job.updateProgress({ kind: 'taken', agent: 'a' });
        return times;
      },
      shared,
    ),
  );
  const judged = new Promise((resolve) => {
    own(new Worker('fleets', async (job) => resolve(Object.values(await job.getChildrenValues())), shared));
  });
  await own(new QueueEvents('agent.a', shared)).waitUntilReady();
  const fleets = own(new Queue('fleets', shared));
  await fleets.setGlobalConcurrency(1);
  await fleets.upsertJobScheduler('nightly', { pattern: '0 3 * * *' }, { name: 'nightly' });
  expect(await fleets.getJobSchedulers()).toHaveLength(1);
  await own(new FlowProducer(shared)).add({
    name: 'fleet',
    queueName: 'fleets',
    children: [
      {
        name: 'observe',
        queueName: 'agent.a',
        opts: { attempts: 3, backoff: 1, removeOnComplete: { age: 60 }, ignoreDependencyOnFailure: true },
      },
    ],
  });
  expect(await judged).toEqual([3]);
  const agents = own(new Queue('agent.a', shared));
  await agents.pause();
  expect(await agents.getJobCounts()).toMatchObject({ active: 0 });
  await fleets.removeJobScheduler('nightly');
  await Promise.all(closing.map((each) => each.close()));
}

const refused = (redis: Redis, command: string, ...args: string[]): Promise<unknown> =>
  redis.call(command, ...args).then(
    (answer) => answer,
    (error: unknown) => String(error),
  );

describe.skipIf(why)(`deploy/redis${why ? ` (skipped: ${why})` : ''}`, () => {
  it.each(['fleet', 'agent'] as const)('lets the engine do all of its work as the user %s', async (user) => {
    const queue = await startQueue();
    const watchman = await queue.watchman();
    await work(await queue.as(user, PASSWORDS[user], { maxRetriesPerRequest: null }));
    expect(await watchman.call('ACL', 'LOG')).toEqual([]);
  });

  it('allows what the scripts of the engine call', () => {
    expect([...inScripts()].filter((name) => !allowed.has(name))).toEqual([]);
    expect(inScripts().size).toBeGreaterThan(40);
  });

  it.each([
    ['CONFIG', 'SET', 'dir', '/tmp'],
    ['CONFIG', 'GET', '*'],
    ['KEYS', '*'],
    ['SCAN', '0'],
    ['FLUSHALL'],
    ['FLUSHDB'],
    ['SHUTDOWN', 'NOSAVE'],
    ['DEBUG', 'SLEEP', '1'],
    ['ACL', 'LIST'],
    ['ACL', 'SETUSER', 'agent', '+@all'],
    ['MODULE', 'LOAD', '/tmp/x.so'],
    ['REPLICAOF', '127.0.0.1', '1'],
    ['SCRIPT', 'FLUSH'],
    ['FUNCTION', 'LIST'],
    ['MONITOR'],
    ['CLIENT', 'KILL', 'TYPE', 'normal'],
    ['MIGRATE', '127.0.0.1', '1', 'ralph:x', '0', '1'],
    ['SUBSCRIBE', 'ralph'],
    ['PUBLISH', 'ralph', 'x'],
    ['GET', 'elsewhere'],
    ['SET', 'elsewhere', 'x'],
    ['EVAL', 'return redis.call("GET", "elsewhere")', '0'],
    ['EVAL', 'return redis.call("FLUSHALL")', '0'],
  ])('refuses %s %s to who may work', async (command, ...args) => {
    const queue = await startQueue();
    for (const user of ['fleet', 'agent'] as const)
      expect(await refused(await queue.as(user, PASSWORDS[user]), command, ...args)).toMatch(
        /NOPERM|not allowed|can't (?:run|access)/,
      );
  });

  it('answers a stranger nothing, and who looks after it a PING alone', async () => {
    const queue = await startQueue();
    await expect(queue.as('default', 'x')).rejects.toThrow();
    await expect(queue.as('agent', 'wrong')).rejects.toThrow();
    const health = await queue.as('health', 'any', { enableReadyCheck: false });
    expect(await health.ping()).toBe('PONG');
    expect(await refused(health, 'INFO')).toMatch(/NOPERM/);
  });

  it('keeps what is in the queue through its death', async () => {
    const queue = await startQueue();
    const watchman = await queue.watchman();
    const config = (name: string) => watchman.call('CONFIG', 'GET', name);
    expect(await config('appendonly')).toEqual(['appendonly', 'yes']);
    expect(await config('maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
  });

  it.each([[{ fleet: 'x' }], [{ fleet: 'x', agent: '' }]])(
    'does not start with the passwords %j',
    async (secrets) => {
      await expect(startQueue({ secrets: secrets as Partial<typeof PASSWORDS> })).rejects.toThrow(
        /agent-password is empty or not there/,
      );
    },
  );

  it('speaks TLS and nothing else with what docs/deploy.md has made for it, and is well then too', async ({
    skip,
  }) => {
    skip(spawnSync('openssl', ['version']).status !== 0, 'there is no openssl');
    const cwd = await folder();
    const [making = ''] = examplesOf('docs/deploy.md', 'bash').flatMap(({ text }) =>
      text.includes('openssl') ? [text] : [],
    );
    expect(await bash(making, { cwd })).toMatchObject({ code: 0 });
    const read = (name: string) => readFile(join(cwd, 'tls', name), 'utf8');
    const cert = await read('ca.crt');
    const tls = {
      'redis.crt': await read('redis.crt'),
      'redis.key': await read('redis.key'),
      'ca.crt': cert,
    };
    const queue = await startQueue({ tls });
    const secure = await queue.as('agent', PASSWORDS.agent, { tls: { ca: cert, servername: 'localhost' } });
    expect(await refused(secure, 'GET', 'ralph:x')).toBeNull();
    await expect(queue.as('agent', PASSWORDS.agent)).rejects.toThrow();
    const healthy = spawnSync('env', [...queue.env, 'sh', join(deploy, 'redis/healthy.sh')], {
      encoding: 'utf8',
    });
    skip(/not found/.test(healthy.stderr), 'there is no redis-cli');
    expect(healthy).toMatchObject({ status: 0, stderr: '' });
  });

  it('is well when it answers, and ill when it is gone', async ({ skip }) => {
    const queue = await startQueue();
    const ask = (env: readonly string[]) =>
      spawnSync('env', [...env, 'sh', join(deploy, 'redis/healthy.sh')], { encoding: 'utf8' });
    const healthy = ask(queue.env);
    skip(/not found/.test(healthy.stderr), 'there is no redis-cli');
    expect(healthy).toMatchObject({ status: 0, stderr: '' });
    expect(ask([...queue.env, 'PORT=1']).status).toBe(1);
  });
});
