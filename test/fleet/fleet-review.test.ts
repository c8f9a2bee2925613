import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Redis, startRedis, whyNoRedis } from '../servers/redis.ts';
import { ralph } from '../smoke/ralph.ts';
import { answering } from './answering.ts';

const why = whyNoRedis();
if (why) it.skip(`a fleet is reviewed: ${why}`, () => {});

/** A folder with a fleet file in it. */
async function fleetIn(lines: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ralph-fleet-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'fleet.yaml'), `${lines.join('\n')}\n`);
  return folder;
}

it('is opened with the certificates that the environment names, as an agent opens its queue', async () => {
  const cwd = await fleetIn(['queue: rediss://127.0.0.1:1', 'stacks: [{ name: a, agent: one }]']);
  const env = { RALPH_QUEUE_CERT: 'nowhere.pem' };
  const { code, stderr } = await ralph(['fleet', 'review', 'fleet.yaml'], { cwd, env });
  expect(stderr).toContain('RALPH_QUEUE_CERT: nowhere.pem cannot be read (ENOENT)');
  expect(code).toBe(2);
});

describe.skipIf(why)('a fleet', () => {
  let redis: Redis;

  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  it('is reviewed as one: each stack has its review, and the fleet has its own', async () => {
    const folder = await fleetIn([
      'name: first',
      `queue: ${redis.url}`,
      'stacks:',
      '  - { name: a, agent: one-a }',
      '  - { name: b, labels: { pool: eu } }',
    ]);
    await using one = await answering(redis.url, 'one-a');
    await using two = await answering(redis.url, 'one-b', { labels: { pool: 'eu', tier: 'gold' } });
    const { code, stdout, stderr } = await ralph(['fleet', 'review', 'fleet.yaml', '--json'], {
      cwd: folder,
    });
    expect(stderr).toContain('one-a is met for the first time');
    const review = JSON.parse(stdout);
    expect(review.stacks.map(({ name, agent }: { name: string; agent: string }) => [name, agent])).toEqual([
      ['a', 'one-a'],
      ['b', 'one-b'],
    ]);
    expect(one.taken).toHaveLength(1);
    expect(two.taken).toHaveLength(1);
    expect(code).toBe(0);
    const kept = (await readdir(join(folder, 'reviews'))).filter((name) => /^\d/.test(name));
    expect(kept.sort().map((name) => name.replace(/^[\d-]{10}/, 'DAY'))).toEqual([
      ...['DAY-cycle-001.json', 'DAY-cycle-001.md', 'DAY-cycle-002.json', 'DAY-cycle-002.md'],
      ...['DAY-fleet-001.json', 'DAY-fleet-001.md'],
    ]);
    expect(await readFile(join(folder, 'fleet.agents.yaml'), 'utf8')).toContain(one.key);
  });
});
