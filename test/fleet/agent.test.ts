import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { startStack } from '../../fixtures/stacks/stack.js';
import { leftOutOf } from '../../src/domain/elsewhere.ts';
import { openQueue, type Queue } from '../../src/queue/connection.ts';
import { withdraw } from '../../src/queue/filing.ts';
import { agentsOf } from '../../src/queue/registry.ts';
import { firstTaker } from '../../src/queue/taken.ts';
import { type Redis, startRedis, whyNoRedis } from '../servers/redis.ts';
import { start } from '../smoke/ralph.ts';
import { agentProcess, home, run } from './agent-process.ts';

const why = whyNoRedis();
if (why) it.skip(`an agent: ${why}`, () => {});

/** A stack that answers as it should, or never. */
async function stackThat(name: 'eva-like' | 'hangs'): Promise<string> {
  const { url, close } = await startStack(name);
  onTestFinished(() => close());
  return url;
}

/** So long as a stack hangs, an agent measures it for seconds. */
const SLOW = ['--only', 'backend', '--timeout', '4s'];

describe.skipIf(why)('an agent', { timeout: 120_000 }, () => {
  let redis: Redis;
  let queue: Queue;

  beforeAll(async () => {
    redis = await startRedis({ appendOnly: true });
    queue = await openQueue({ url: redis.url });
  });
  beforeEach(() => queue.redis.flushall().then(() => undefined));
  afterAll(async () => {
    await queue.close();
    await redis.stop();
  });

  it('is there while it lives, answers what it allows, and leaves at a word', async () => {
    const target = await stackThat('eva-like');
    const agent = await agentProcess(redis.url, {
      ...{ name: 'a', at: await home(), words: ['--label', 'pool=eu', '--target', target, '--skip', 'gpu'] },
    });
    expect(await agentsOf(queue)).toMatchObject([{ name: 'a', labels: { pool: 'eu' }, busy: null }]);
    const { answers } = await run(queue, [
      { asked: { labels: { pool: 'eu' } }, probes: ['backend', 'llm'], samples: 2 },
      { probes: ['backend', 'gpu'] },
      { samples: 101 },
    ]);
    const [measured, forbidden, many] = await answers();
    expect(measured).toMatchObject({ kind: 'answered', agent: 'a', body: { kind: 'observed' } });
    const { body } = measured as { body: { evidence: { scenario: object; observations: object } } };
    expect(body.evidence.scenario).toMatchObject({ samples: 2, mostSamples: 2 });
    expect(Object.keys(body.evidence.observations)).toEqual(['backend', 'llm']);
    expect(forbidden).toMatchObject({
      body: { kind: 'refused', why: { en: expect.stringContaining('does not allow the probes gpu') } },
    });
    expect(many).toMatchObject({ body: { kind: 'refused', why: { en: expect.stringContaining('101') } } });
    agent.child.kill('SIGTERM');
    expect((await agent.ended).code).toBe(0);
    expect(await agentsOf(queue)).toEqual([]);
  });

  it('gives back what it has in hand when it is stopped, and goes on with it when it is back', async () => {
    const at = await home();
    const words = ['--target', await stackThat('hangs'), ...SLOW];
    const first = await agentProcess(redis.url, { name: 'a', at, words });
    const { answers } = await run(queue, [{}]);
    await first.saying('measuring');
    first.child.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);
    await agentProcess(redis.url, { name: 'a', at, words });
    expect(await answers()).toMatchObject([{ kind: 'answered', body: { kind: 'observed' } }]);
  });

  it('that is killed is found, and another one of its labels answers without what only that host could say', async () => {
    const words = ['--label', 'pool=eu', '--target', await stackThat('hangs'), '--timeout', '4s'];
    const first = await agentProcess(redis.url, { name: 'one', at: await home(), words });
    const { answers } = await run(queue, [
      { asked: { labels: { pool: 'eu' } }, probes: ['backend', 'memory'] },
    ]);
    await first.saying('measuring');
    await agentProcess(redis.url, { name: 'two', at: await home(), words });
    first.child.kill('SIGKILL');
    const [answer] = await answers();
    expect(answer).toMatchObject({ kind: 'answered', agent: 'two', body: { kind: 'observed' } });
    const { body } = answer as { body: { evidence: Parameters<typeof leftOutOf>[0] } };
    expect(leftOutOf(body.evidence)).toEqual(['memory']);
    expect(body.evidence.observations.backend?.kind).toBe('observed');
  });

  it('answers for the first host as often as it takes a job that was another’s', async () => {
    const of = { run: '0'.repeat(32), stack: 's' };
    for (const [agent, first] of [
      ['one', 'one'],
      ['two', 'one'],
      ['two', 'one'],
      ['one', 'one'],
    ] as const)
      expect(await firstTaker(queue, of, agent)).toBe(first);
  });

  it('goes on through a restart of the server', async () => {
    const words = ['--target', await stackThat('hangs'), ...SLOW];
    const agent = await agentProcess(redis.url, { name: 'a', at: await home(), words });
    const { answers } = await run(queue, [{}]);
    await agent.saying('measuring');
    await redis.restart();
    expect(await answers()).toMatchObject([{ kind: 'answered', agent: 'a', body: { kind: 'observed' } }]);
  });

  it('stops measuring what nobody waits for any more', async () => {
    const words = ['--target', await stackThat('hangs'), '--only', 'backend', '--timeout', '60s'];
    const agent = await agentProcess(redis.url, { name: 'a', at: await home(), words });
    const { id, answers } = await run(queue, [{}, { asked: { labels: { pool: 'none' } } }]);
    await agent.saying('measuring');
    expect(await withdraw(queue, id)).toEqual(['stack-1', 'stack-2']);
    expect(await answers()).toMatchObject([
      { kind: 'silent', agent: 'a', why: { en: 'a took it and did not come back in time' } },
      { kind: 'silent', agent: null, why: { en: 'no agent took it' } },
    ]);
    await agent.saying('nobody waits for it any more');
  });

  it('does not take the name of another', async () => {
    await agentProcess(redis.url, { name: 'a', at: await home() });
    const other = start(['agent', '--queue', redis.url, '--name', 'a'], {
      env: { XDG_STATE_HOME: await home() },
    });
    const { code, stderr } = await other.ended;
    expect(code).toBe(2);
    expect(stderr).toContain('signs with another key');
  });

  it('tells of another that has its name and a copy of its key', async () => {
    const at = await home();
    const [one, other] = await Promise.all([
      agentProcess(redis.url, { name: 'a', at }),
      agentProcess(redis.url, { name: 'a', at }),
    ]);
    await one.saying('another agent a is there');
    await other.saying('another agent a is there');
  });
});

describe.skipIf(why)('the queue of an agent', () => {
  const agent = async (queue: string, env: Record<string, string> = {}) =>
    start(['agent', '--queue', queue, '--name', 'a'], {
      env: { XDG_STATE_HOME: await home(), ...env },
    }).ended;

  it('that wants another password is said, and no password is', async () => {
    const redis = await startRedis({ password: 'hunter2hunter2' });
    onTestFinished(() => redis.stop());
    const at = `redis://127.0.0.1:${redis.port}`;
    const refused = await agent(`redis://:correct-horse@127.0.0.1:${redis.port}`);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain(`${at}: found a user or password that it refuses`);
    expect(refused.stderr).not.toContain('correct-horse');
    expect((await agent(at)).stderr).toContain('found a server that wants a password');
    const open = await openQueue({ url: at, password: 'hunter2hunter2' });
    expect(open.place).toBe(at);
    await open.close();
  });

  it.each([
    ['redis://127.0.0.1:1', 'found nobody who listens'],
    ['http://x', 'found one of http://'],
    ['redis://nobody.invalid', 'found no machine of that name'],
  ])('that is none is said: %s', async (url, found) => {
    const { code, stderr } = await agent(url);
    expect(code).toBe(2);
    expect(stderr).toContain(found);
  });
});
