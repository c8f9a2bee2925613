import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Redis, startRedis, whyNoRedis } from '../servers/redis.ts';
import { ralph, start } from '../smoke/ralph.ts';
import { home } from './agent-process.ts';
import { answering, sound } from './answering.ts';

const why = whyNoRedis();

/** The environment of a process whose clock is so many hours ahead. */
const clockAhead = (hours: number) => ({
  NODE_OPTIONS: `--import "data:text/javascript,const now=Date.now;Date.now=()=>now()+${hours * 3_600_000}"`,
});

describe.skipIf(why)(`a clock that is hours away from the others${why ? ` (skipped: ${why})` : ''}`, () => {
  let redis: Redis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  it.each([
    [3, '3 h ahead of'],
    [-3, '3 h behind'],
  ])('is told by an agent: %s h', async (hours, told) => {
    const agent = start(['agent', '--queue', redis.url, '--name', `clock${hours}`], {
      env: { XDG_STATE_HOME: await home(), ...clockAhead(hours) },
    });
    onTestFinished(() => void agent.child.kill('SIGKILL'));
    await agent.saying('takes jobs from');
    expect(agent.said()).toContain(`the clock of this machine is ${told} that of ${redis.url}`);
  });

  it('does not end the time of a review that was begun by another', async () => {
    const cwd = await mkdtemp(join(tmpdir(), 'ralph-clock-'));
    onTestFinished(() => rm(cwd, { recursive: true, force: true }));
    await writeFile(
      join(cwd, 'fleet.yaml'),
      `name: clock\nqueue: ${redis.url}\nstacks: [{ name: a, agent: clock-a }]\n`,
    );
    let answer = (): void => {};
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await using _agent = await answering(redis.url, 'clock-a', {
      answer: () => asked.then(() => ({ kind: 'observed', evidence: sound() }) as const),
    });
    const first = start(['fleet', 'review', 'fleet.yaml', '--deadline', '1h'], { cwd });
    await first.saying('asks for 1 stack');
    first.child.kill('SIGKILL');
    await first.ended;
    const next = start(['fleet', 'review', 'fleet.yaml', '--resume', '--json', '--deadline', '1h'], {
      cwd,
      env: clockAhead(3),
    });
    await next.saying('asks for 1 stack');
    // Longer than whoever thinks that the time is up would wait.
    setTimeout(answer, 3_000);
    const { stdout } = await next.ended;
    expect(JSON.parse(stdout)).toMatchObject({ stacks: [{ name: 'a', outcome: 'reviewed' }] });
    const status = await ralph(['fleet', 'status', 'fleet.yaml'], { cwd, env: clockAhead(-1) });
    expect(status.stderr).toContain('60 min behind');
  });
});
