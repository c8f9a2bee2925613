import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openQueue } from '../../src/queue/connection.ts';
import { setSchedule } from '../../src/queue/turn-schedule.ts';
import { type Turn, takeTurns } from '../../src/queue/turn-worker.ts';
import { askTurn, openTurns, seeTurns } from '../../src/queue/turns.ts';
import { type Redis, startRedis, whyNoRedis } from '../servers/redis.ts';

const why = whyNoRedis();
if (why) it.skip(`turns: ${why}`, () => {});

interface Made {
  readonly by: string;
  readonly id: string;
  readonly fromMs: number;
  readonly toMs: number;
}

describe.skipIf(why)('the turns of a fleet', { timeout: 60_000 }, () => {
  let redis: Redis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  async function turnsOf(fleet: string) {
    const queue = await openQueue({ url: redis.url });
    const turns = await openTurns(queue, fleet);
    onTestFinished(async () => {
      await turns.close();
      await queue.close();
    });
    return turns;
  }

  /** Some who stand by, until as many turns were made. */
  async function standBy(fleet: string, names: readonly string[], count: number, makeMs: number) {
    const made: Made[] = [];
    const over: string[] = [];
    const ends = new AbortController();
    const all = names.map(async (by) =>
      takeTurns(await turnsOf(fleet), {
        takes: () => true,
        async make({ id }: Turn) {
          const fromMs = performance.now();
          await pause(makeMs);
          made.push({ by, id, fromMs, toMs: performance.now() });
          if (made.length >= count) ends.abort();
          return id;
        },
        over: async ({ id }) => void over.push(id),
        signal: ends.signal,
      }),
    );
    await Promise.all(all);
    return { made, over };
  }

  it('are made once each and one at a time, whoever stands by and however often one is due', async () => {
    const turns = await turnsOf('often');
    await setSchedule(turns, { cron: '* * * * * *', tz: 'UTC' });
    const { made } = await standBy('often', ['one', 'two', 'three'], 5, 1_600);
    expect(new Set(made.map(({ id }) => id)).size).toBe(made.length);
    for (const [index, { fromMs }] of made.entries())
      expect(fromMs).toBeGreaterThanOrEqual(made[index - 1]?.toMs ?? 0);
    // Of the slots that came while one was made, one is made: none piles up.
    expect((await seeTurns(turns)).length).toBeLessThanOrEqual(1);
  });

  it('that are asked for at the same time follow one another', async () => {
    const turns = await turnsOf('asked');
    await Promise.all(['a', 'b', 'c', 'd', 'a'].map((id) => askTurn(turns, id)));
    const { made, over } = await standBy('asked', ['one', 'two'], 4, 50);
    expect(made.map(({ id }) => id).sort()).toEqual(['a', 'b', 'c', 'd']);
    for (const [index, { fromMs }] of made.entries())
      expect(fromMs).toBeGreaterThanOrEqual(made[index - 1]?.toMs ?? 0);
    expect(over.sort()).toEqual(['a', 'b', 'c', 'd']);
  });
});
