import { Queue as Engine } from 'bullmq';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startStack } from '../../fixtures/stacks/stack.js';
import type { Evidence } from '../../src/domain/evidence.ts';
import { putAnswer, readAnswer } from '../../src/queue/answers.ts';
import { openQueue, type Queue } from '../../src/queue/connection.ts';
import { newRun, withdraw } from '../../src/queue/filing.ts';
import { keys, PREFIX, queueOf } from '../../src/queue/names.ts';
import { MOST_PACKED } from '../../src/queue/packing.ts';
import { newKey } from '../../src/queue/signing.ts';
import { watchFleet } from '../../src/queue/watching.ts';
import { type Redis, startRedis, whyNoRedis } from '../servers/redis.ts';
import { agentProcess, childrenOf, filesIn, home, run } from './agent-process.ts';

const why = whyNoRedis();
if (why) it.skip(`a hostile job: ${why}`, () => {});

describe.skipIf(why)('what lies in the queue', { timeout: 180_000 }, () => {
  let redis: Redis;
  let queue: Queue;

  beforeAll(async () => {
    redis = await startRedis();
    queue = await openQueue({ url: redis.url });
  });
  afterAll(async () => {
    await queue.close();
    await redis.stop();
  });

  it('changes nothing on the host where it is hostile, and is reported', async () => {
    const { url: target, close } = await startStack('eva-like');
    onTestFinished(() => close());
    const at = await home();
    const agent = await agentProcess(redis.url, { name: 'a', at, words: ['--target', target] });
    const before = await filesIn(at);
    const jobs = new Engine(queueOf({ agent: 'a' }), queue.engine);
    const good = {
      ...{ schema: 'ralph/observe-job@1', run: newRun(), stack: 's', probes: ['backend'], samples: null },
    };
    const planted = `touch ${at}/planted`;
    const hostile: unknown[] = [
      { ...good, command: ['sh', '-c', planted] },
      { ...good, target: { url: target, tests: { command: ['sh', '-c', planted] }, folder: '/' } },
      { ...good, python: '/bin/sh' },
      { ...good, probes: ['backend; touch planted'] },
      { ...good, probes: ['../../../../etc/passwd'] },
      { ...good, run: '*', stack: '../../planted' },
      { ...good, stack: `$(${planted})\u0000` },
      { ...good, samples: 1e9 },
      { ...good, probes: 'x'.repeat(100 * 1024 * 1024) },
      JSON.parse(`{"__proto__": {"probes": null}, ${JSON.stringify(good).slice(1)}`),
      [good],
      null,
      'rm -rf /',
    ];
    await jobs.pause();
    for (const data of hostile) await jobs.add('observe', data, { attempts: 1_000 });
    await jobs.add(`\u001b[2J::error::x`, { ...good, command: 1 }, { jobId: 'evil\u001b[2J' });
    // What no client of the engine would write: a job that is no JSON.
    await jobs.add('observe', good, { jobId: 'torn' });
    await queue.redis.hset(`${PREFIX}:${queueOf({ agent: 'a' })}:torn`, 'data', '{"schema": ');
    await jobs.resume();

    const { answers } = await run(queue, [{ stack: 'good' }, { stack: 'bad', probes: ['quatsch'] }]);
    expect(await answers()).toMatchObject([
      { kind: 'answered', body: { kind: 'observed' } },
      { kind: 'answered', body: { kind: 'refused', why: { en: expect.stringContaining('quatsch') } } },
    ]);
    const said = agent.said();
    expect(said.match(/refused a job/g)).toHaveLength(hostile.length + 2);
    expect(said).toContain('found the field "command", expected only');
    expect(said).toContain('"__proto__"');
    expect(said).not.toContain('\u001b');
    expect(said.length).toBeLessThan(50_000);
    expect(await childrenOf(agent.child.pid ?? 0)).toBe('');
    expect(await filesIn(at)).toEqual(before);
    expect(agent.child.exitCode).toBeNull();
    await jobs.close();
  });

  it('keeps nobody who watches a run that is over, however much is said of it', async () => {
    const { id } = await run(queue, [{ asked: { agent: 'nobody' } }]);
    await withdraw(queue, id);
    const note = JSON.stringify({ kind: 'note', agent: 'a', line: 'still here' });
    const heard: string[] = [];
    // Whenever somebody listens, there is more than he takes at once.
    const flooded = Object.assign(Object.create(queue.redis) as typeof queue.redis, {
      duplicate() {
        const reader = queue.redis.duplicate();
        const xread = reader.xread.bind(reader) as (...words: unknown[]) => Promise<unknown>;
        const flooding = async (...words: unknown[]) => {
          const flood = queue.redis.pipeline();
          for (let word = 0; word < 600; word++)
            flood.xadd(keys.progress(id), 'MAXLEN', 5_000, '*', 'stack', 'stack-1', 'progress', note);
          await flood.exec();
          return xread(...words);
        };
        return Object.assign(reader, { xread: flooding });
      },
    });
    const { signal } = new AbortController();
    await watchFleet({ ...queue, redis: flooded }, id, { signal, on: ({ kind }) => heard.push(kind) });
    expect(heard).toContain('ended');
  });

  const key = newKey();
  const of = { run: newRun(), stack: 's', asked: { agent: 'a' } } as const;
  const told = { run: of.run, stack: of.stack, agent: 'a' };
  const body = { kind: 'broken', why: 'x' } as const;
  const readers = {
    trust: (_: string, its: string) =>
      its === key.public ? null : { en: 'signs with another key', fr: 'signe d’une autre clé' },
    evidence: (value: unknown) => value as Evidence,
  };
  const read = (id: unknown) => readAnswer(queue, of, id, readers);
  /** Changes an answer where it lies. */
  async function altered(id: string, change: (answer: Record<string, unknown>) => object): Promise<string> {
    const at = keys.answer(of.run, id);
    await queue.redis.set(at, JSON.stringify(change(JSON.parse((await queue.redis.get(at)) ?? ''))));
    return id;
  }

  it('is believed where it is signed by who was asked', async () => {
    expect(await read(await putAnswer(queue, told, body, key))).toMatchObject({ kind: 'answered', body });
  });

  it('has nobody trusted whose key it only names: what is trusted is remembered', async () => {
    const asked: string[] = [];
    const trust = (agent: string): null => {
      asked.push(agent);
      return null;
    };
    const id = await altered(await putAnswer(queue, told, body, key), (a) => ({
      ...a,
      key: newKey().public,
    }));
    expect(await readAnswer(queue, of, id, { ...readers, trust })).toMatchObject({ kind: 'untrusted' });
    expect(asked).toEqual([]);
  });

  it.each([
    [
      'another body',
      async () => {
        const other = await putAnswer(queue, told, { kind: 'broken', why: 'y' }, key);
        const forged = JSON.parse((await queue.redis.get(keys.answer(of.run, other))) ?? '');
        return altered(await putAnswer(queue, told, body, key), (a) => ({ ...a, body: forged.body }));
      },
      'is not signed by the key of a',
    ],
    [
      'another run',
      async () => {
        const id = await putAnswer(queue, { ...told, run: 'b'.repeat(32) }, body, key);
        await queue.redis.rename(keys.answer('b'.repeat(32), id), keys.answer(of.run, id));
        return id;
      },
      'is not signed by the key of a',
    ],
    [
      'another stack',
      () => putAnswer(queue, { ...told, stack: 't' }, body, key),
      'is not signed by the key of a',
    ],
    ['another agent', () => putAnswer(queue, { ...told, agent: 'b' }, body, key), 'b answered for a'],
    ['another key', () => putAnswer(queue, told, body, newKey()), 'signs with another key'],
    [
      'a key that is not its own',
      async () => altered(await putAnswer(queue, told, body, newKey()), (a) => ({ ...a, key: key.public })),
      'is not signed',
    ],
    [
      'no signature',
      async () => altered(await putAnswer(queue, told, body, key), ({ signature: _, ...a }) => a),
      'is no answer',
    ],
    [
      'a name that moves the cursor',
      async () => altered(await putAnswer(queue, told, body, key), (a) => ({ ...a, agent: '\u001b[2J' })),
      'is no answer',
    ],
    [
      'a size beyond all bounds',
      async () =>
        altered(await putAnswer(queue, told, body, key), (a) => ({
          ...a,
          body: 'A'.repeat(MOST_PACKED + 9_999),
        })),
      'bigger',
    ],
    ['no answer behind it', async () => '00000000-0000-0000-0000-000000000000', 'no more in the queue'],
    ['an id that is a pattern', async () => '*', 'is no answer'],
    ['an object for an id', async () => ({}), 'is no answer'],
    ['a body that says nothing', () => putAnswer(queue, told, { kind: 'x' } as never, key), 'cannot be read'],
  ])('is not believed with %s', async (_, forged, en) => {
    expect(await read(await forged())).toMatchObject({
      kind: 'untrusted',
      why: { en: expect.stringContaining(en) },
    });
  });
});
