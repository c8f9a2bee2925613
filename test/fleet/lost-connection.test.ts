import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Redis, startRedis, whyNoRedis } from '../servers/redis.ts';
import { start } from '../smoke/ralph.ts';
import { home } from './agent-process.ts';
import { answering } from './answering.ts';
import { hangingUpOn } from './hanging-up.ts';

const why = whyNoRedis();

describe.skipIf(why)(
  `who loses a connection while it is made${why === null ? '' : ` (skipped: ${why})`}`,
  () => {
    let redis: Redis;
    beforeAll(async () => {
      redis = await startRedis();
    });
    afterAll(() => redis?.stop());

    // The first asks in passing, the second waits for jobs.
    it.each([2, 3])(
      'is an agent that ends and is started anew, and never one that is there and deaf: connection %d',
      async (which) => {
        const url = await hangingUpOn(which, redis.port);
        const words = [
          'agent',
          '--queue',
          url,
          '--name',
          'a',
          '--label',
          'pool=eu',
          '--target',
          'http://127.0.0.1:9',
        ];
        const at = await home();
        const agent = start(words, { cwd: at, env: { HOME: at, XDG_STATE_HOME: at } });
        onTestFinished(() => void agent.child.kill('SIGKILL'));
        const { code, stderr } = await agent.ended;
        expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('hangs up') });
      },
    );

    it('is a fleet review that says so and leaves nothing behind: the next one is made', async () => {
      await using _agent = await answering(redis.url, 'b');
      const at = await home();
      const review = async (url: string) => {
        const fleet = { queue: url, stacks: [{ name: 'b', agent: 'b' }] };
        await writeFile(join(at, 'fleet.yaml'), JSON.stringify(fleet));
        const { child, ended } = start(['fleet', 'review', 'fleet.yaml', '--json'], { cwd: at });
        onTestFinished(() => void child.kill('SIGKILL'));
        return ended;
      };
      const lost = await review(await hangingUpOn(2, redis.port));
      expect(lost).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('hangs up') });
      const next = await review(redis.url);
      expect(next.code).toBe(0);
      expect(next.stderr).not.toContain('dropped');
      expect(JSON.parse(next.stdout)).toMatchObject({ number: 1, partial: false });
    });
  },
);
