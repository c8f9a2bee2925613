import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { whyNoRedis } from '../servers/redis.ts';
import { folder, ralph, start } from '../smoke/ralph.ts';
import { allowed, inScripts } from './queue-commands.ts';
import { PASSWORDS, startQueue } from './queue-server.ts';

const why = whyNoRedis();

/** Starts a command that runs on, and ends it with the test, or before by `stop`. */
async function running(args: readonly string[], cwd: string, saying: string, password = '') {
  const line = start(args, { cwd, env: { RALPH_QUEUE_PASSWORD: password, XDG_STATE_HOME: cwd } });
  const stop = async (): Promise<void> => {
    line.child.kill();
    await line.ended;
  };
  onTestFinished(stop);
  await line.saying(saying);
  return { ...line, stop };
}

describe.skipIf(why)(`with the users of deploy/redis${why ? ` (skipped: ${why})` : ''}`, () => {
  it('agents and fleets do all they do, and there is no command that nobody needs', {
    timeout: 300_000,
  }, async () => {
    const queue = await startQueue();
    const watchman = await queue.watchman();
    const cwd = await folder();
    const stack = await running(['serve', '--port', '0', '--rate-limit', '0'], cwd, 'http://127.0.0.1:');
    const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(stack.said()) ?? [];
    const at = (user: string): string => `redis://${user}@127.0.0.1:${queue.port}`;
    for (const name of ['host-1', 'host-2'])
      await running(
        [
          ...['agent', '--queue', at('agent'), '--name', name, '--label', 'pool=eu', '--target', url],
          ...['--bench-users', '4'],
        ],
        cwd,
        'takes jobs from',
        PASSWORDS.agent,
      );
    const asked = 'probes: [backend, llm], samples: 1';
    await writeFile(
      join(cwd, 'fleet.yaml'),
      `queue: ${at('fleet')}\nstacks:\n  - { name: one, agent: host-1, ${asked} }\n  - { name: any, labels: { pool: eu }, ${asked} }\n`,
    );
    const env = { RALPH_QUEUE_PASSWORD: PASSWORDS.fleet };
    const review = await ralph(['fleet', 'review', 'fleet.yaml', '--json'], { cwd, env });
    expect({ ...review, stdout: JSON.parse(review.stdout) }).toMatchObject({
      stdout: { stacks: [{ outcome: 'reviewed' }, { outcome: 'reviewed' }] },
    });
    const status = await ralph(['fleet', 'status', 'fleet.yaml', '--json'], { cwd, env });
    expect({ code: status.code, stderr: status.stderr }).toEqual({ code: 0, stderr: '' });
    expect(status.stdout).toContain('host-2');
    // A stack that nobody is there for is withdrawn.
    await writeFile(
      join(cwd, 'absent.yaml'),
      `queue: ${at('fleet')}\nstacks: [{ name: none, agent: host-9, ${asked} }]\n`,
    );
    const absent = await ralph(['fleet', 'review', 'absent.yaml', '--deadline', '1s', '--json'], {
      cwd,
      env,
    });
    expect(JSON.parse(absent.stdout)).toMatchObject({ verdict: 'blocked', stacks: [{ outcome: 'silent' }] });
    await writeFile(
      join(cwd, 'load.yaml'),
      'target: http://localhost:1\ndo: get /health\nload: { kind: closed, users: 4 }\nduration: 1 s\n',
    );
    const bench = await ralph(['fleet', 'bench', 'load.yaml', '--fleet', 'fleet.yaml'], { cwd, env });
    expect(bench).toMatchObject({ code: 0, stdout: expect.stringContaining('host-2: ') });
    const words = ['fleet', 'schedule', 'fleet.yaml', '--cron', '0 0 1 1 *'];
    await (await running(words, cwd, 'next', PASSWORDS.fleet)).stop();

    expect(await watchman.call('ACL', 'LOG')).toEqual([]);
    const seen = [...(await watchman.info('commandstats')).matchAll(/^cmdstat_([^:]+)/gm)].map(
      ([, name = '']) => name,
    );
    // What comes before it is known who asks is everybody's; the last is the watchman's.
    const needed = new Set([...inScripts(), ...seen]);
    for (const name of ['hello', 'auth', 'quit', 'acl|log']) needed.delete(name);
    expect([...needed].filter((name) => !allowed.has(name))).toEqual([]);
    expect([...allowed].filter((name) => !needed.has(name))).toEqual([]);
  });
});
