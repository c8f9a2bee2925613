import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openQueue } from '../../src/queue/connection.ts';
import { takeTurns } from '../../src/queue/turn-worker.ts';
import { askTurn, openTurns, resultOf, type Turns } from '../../src/queue/turns.ts';
import { type Redis, startRedis, whyNoRedis } from '../servers/redis.ts';

const why = whyNoRedis();

describe.skipIf(why)(`a turn${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let redis: Redis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis?.stop());

  async function turnsOf(fleet: string): Promise<Turns> {
    const queue = await openQueue({ url: redis.url });
    const turns = await openTurns(queue, fleet);
    onTestFinished(async () => {
      await turns.close();
      await queue.close();
    });
    return turns;
  }

  /** What comes of it when a server was away for longer than a lock lasts: the turn waits for the next one. */
  async function lose({ queue, line }: Turns, id: string): Promise<void> {
    await queue.redis.del(`${line.toKey(id)}:lock`);
    await queue.redis.lmove(line.toKey('active'), line.toKey('wait'), 'LEFT', 'RIGHT');
  }

  it('that was lost while it was made is handed over all the same, and made once', async () => {
    const turns = await turnsOf('lost');
    await askTurn(turns, 'one');
    const made: string[] = [];
    const over: string[] = [];
    await takeTurns(turns, {
      takes: ({ id }) => id === 'one',
      async make({ id }) {
        made.push(id);
        await lose(turns, id);
        return 'kept';
      },
      over: async ({ id }) => void over.push(id),
      ...{ once: true, signal: new AbortController().signal },
    });
    expect(made).toEqual(['one']);
    expect(over).toEqual(['one']);
    expect(await resultOf(turns, 'one')).toBe('kept');
  });

  it('that was lost and could not be made has failed, and is tried once', async () => {
    const turns = await turnsOf('failing');
    await askTurn(turns, 'one');
    const made: string[] = [];
    await takeTurns(turns, {
      takes: ({ id }) => id === 'one',
      async make({ id }) {
        made.push(id);
        await lose(turns, id);
        throw new Error('no room left');
      },
      over: async () => {},
      ...{ once: true, signal: new AbortController().signal },
    });
    expect(made).toEqual(['one']);
    await expect(resultOf(turns, 'one')).rejects.toThrow('no room left');
  });
});
