import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { promisify } from 'node:util';
import { Redis as Client } from 'ioredis';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startNetwork, whyNoNetwork } from './network.ts';
import { startPostgres, whyNoPostgres } from './postgres.ts';
import { startRedis, whyNoRedis } from './redis.ts';

const run = promisify(execFile);

/** Says what a server says, or that it says nothing. */
const REACH = `
  const [host, port] = process.argv.slice(1);
  const socket = require('node:net').connect({ host, port: Number(port), timeout: 1000 });
  socket.on('timeout', () => { process.stdout.write('silence'); process.exit(); });
  socket.on('data', (bytes) => { process.stdout.write(bytes); process.exit(); });
`;

const because = (why: string | null): string => (why === null ? '' : ` (skipped: ${why})`);

describe.skipIf(whyNoRedis())(`a Redis for tests${because(whyNoRedis())}`, () => {
  it('keeps what it was told over a restart and a kill, asks for its password, and leaves nothing behind', async () => {
    const redis = await startRedis({
      password: 'hush:hush',
      appendOnly: true,
      args: ['--appendfsync', 'always'],
    });
    onTestFinished(() => redis.stop());
    const client = new Client(redis.url);
    onTestFinished(() => client.disconnect());
    client.on('error', () => {});
    const first = redis.pid;
    await client.set('a', '1');
    await redis.restart();
    await client.set('b', '2');
    await redis.kill();
    await redis.start();
    expect(await client.mget('a', 'b')).toEqual(['1', '2']);
    expect(redis.pid).not.toBe(first);

    const stranger = new Client(redis.port, { retryStrategy: () => null });
    onTestFinished(() => stranger.disconnect());
    stranger.on('error', () => {});
    await expect(stranger.get('a')).rejects.toThrow(/NOAUTH/);

    const brief = await startRedis();
    await brief.stop();
    expect(existsSync(brief.folder)).toBe(false);
  });

  it('says why it did not start', async () => {
    await expect(startRedis({ args: ['--no-such-setting', 'x'] })).rejects.toThrow(
      /no-such-setting|Bad directive/,
    );
  });
});

describe.skipIf(whyNoPostgres())(`a Postgres for tests${because(whyNoPostgres())}`, () => {
  it('keeps what was committed over a stop and a crash, asks for its password, and leaves nothing behind', async () => {
    const postgres = await startPostgres({ password: 'hush/hush' });
    onTestFinished(() => postgres.remove());
    const ask = async (sql: string, url = postgres.url): Promise<unknown[]> => {
      const client = new pg.Client(url);
      client.on('error', () => {});
      await client.connect();
      const { rows } = await client.query({ text: sql, rowMode: 'array' });
      await client.end();
      return rows;
    };
    await ask('create table a (n int); insert into a values (1)');
    await postgres.stop('fast');
    await expect(ask('select 1')).rejects.toThrow(/ECONNREFUSED/);
    await postgres.start();
    await ask('insert into a values (2)');
    await postgres.stop('immediate');
    await postgres.start();
    expect(await ask('select n from a order by n')).toEqual([[1], [2]]);
    await expect(ask('select 1', postgres.url.replace('hush', 'wrong'))).rejects.toThrow(/password/);

    const brief = await startPostgres();
    await brief.remove();
    expect(existsSync(brief.folder)).toBe(false);
  });
});

describe.skipIf(whyNoNetwork())(`a network for tests${because(whyNoNetwork())}`, () => {
  it('reaches this machine until it is cut, and again when it is healed', async () => {
    const network = await startNetwork();
    const server = createServer((socket) => socket.end('here')).listen(0, network.host);
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const [command = '', ...args] = network.inside(process.execPath, '-e', REACH, network.host, `${port}`);
    const reach = () => run(command, args).then(({ stdout }) => stdout);
    expect(await reach()).toBe('here');
    await network.cut();
    expect(await reach()).toBe('silence');
    await network.heal();
    expect(await reach()).toBe('here');
    await network.remove();
    await expect(run('ip', ['-4', 'addr'])).resolves.toMatchObject({
      stdout: expect.not.stringContaining(`inet ${network.host}/`),
    });
  });
});
