import { existsSync } from 'node:fs';
import { Redis as Client } from 'ioredis';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startPostgres, whyNoPostgres } from './postgres.ts';
import { startRedis, whyNoRedis } from './redis.ts';

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
