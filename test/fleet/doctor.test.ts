import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startStack } from '../../fixtures/stacks/stack.js';
import { startPostgres, whyNoPostgres } from '../servers/postgres.ts';
import { startRedis, whyNoRedis } from '../servers/redis.ts';
import { folder, ralph } from '../smoke/ralph.ts';

/** What doctor says of a stack that is well and of what its config names beside it. */
async function examined(more: string, env: Readonly<Record<string, string>> = {}) {
  const stack = await startStack('eva-like');
  onTestFinished(() => stack.close());
  const cwd = await folder();
  await writeFile(
    join(cwd, 'ralph.config.yaml'),
    `target: { name: eva, url: "${stack.url}", gpu: ignore }\n${more}`,
  );
  const { code, stdout, stderr } = await ralph(['doctor', '--json'], { cwd, env: { ...env } });
  const { prognosis, checks } = JSON.parse(stdout);
  const of = (id: string) => checks.find((check: { id: string }) => check.id === id);
  return { code, prognosis, of, said: stdout + stderr };
}

const GONE = '127.0.0.1:1';

describe('ralph doctor', () => {
  it('says nothing of a queue and a database that no config names', async () => {
    const { of } = await examined('');
    expect([of('queue'), of('archive')]).toEqual([undefined, undefined]);
  });

  it('says that a queue is away, which hinders no review', async () => {
    const { code, of } = await examined(`agent: { queue: "redis://${GONE}" }\n`);
    expect(code).toBe(0);
    expect(of('queue')).toMatchObject({ standing: 'gap', found: expect.stringContaining(GONE) });
  });

  it('says that a database is away, without which no review can be kept', async () => {
    const { code, prognosis, of } = await examined(`archive: "postgres://ralph@${GONE}/ralph"\n`);
    expect([code, prognosis]).toEqual([1, 'fails']);
    expect(of('archive')).toMatchObject({ standing: 'wrong', found: expect.stringContaining(GONE) });
  });

  it.skipIf(whyNoRedis())('knows a queue that answers, and never its password', async () => {
    const redis = await startRedis({ password: 'a-very-long-password' });
    onTestFinished(() => redis.stop());
    const queue = `agent: { queue: "redis://127.0.0.1:${redis.port}" }\n`;
    const { of, said } = await examined(queue, { RALPH_QUEUE_PASSWORD: 'a-very-long-password' });
    expect(of('queue')).toMatchObject({
      standing: 'ready',
      found: `redis://127.0.0.1:${redis.port}: no agent is there now`,
    });
    expect(said).not.toContain('a-very-long-password');
    expect((await examined(queue, { RALPH_QUEUE_PASSWORD: 'another-password' })).of('queue')).toMatchObject({
      standing: 'gap',
      found: expect.stringMatching(/password/i),
    });
  });

  it.skipIf(whyNoPostgres())('knows a database that answers, and never its password', async () => {
    const postgres = await startPostgres({ password: 'a-very-long-password' });
    onTestFinished(() => postgres.remove());
    const { of, said } = await examined(
      `archive: "postgres://postgres@127.0.0.1:${postgres.port}/postgres"\n`,
      {
        PGPASSWORD: 'a-very-long-password',
      },
    );
    expect(of('archive')).toMatchObject({ standing: 'ready', found: expect.stringContaining('0 reviews') });
    expect(said).not.toContain('a-very-long-password');
  });
});
