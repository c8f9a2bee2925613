import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Redis, startRedis, whyNoRedis } from '../servers/redis.ts';
import { start } from '../smoke/ralph.ts';
import { home } from './agent-process.ts';

const why = whyNoRedis();

describe.skipIf(why)(`an agent that starts${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let redis: Redis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis?.stop());

  /** The address of the same server, behind something that hangs up on the so-many-th who comes, and on nobody else. */
  async function hangingUpOn(which: number): Promise<string> {
    let come = 0;
    const server = createServer((socket) => {
      socket.on('error', () => {});
      if (++come === which) return void socket.destroy();
      const through = connect(redis.port, '127.0.0.1').on('error', () => {});
      socket.pipe(through).pipe(socket);
      socket.on('close', () => through.destroy());
      through.on('close', () => socket.destroy());
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    return `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  // The first asks in passing, the second waits for jobs.
  it.each([2, 3])(
    'takes jobs or ends, and never does neither: connection %d is lost while it is made',
    async (which) => {
      const url = await hangingUpOn(which);
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
});
