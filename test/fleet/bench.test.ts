import { describe, expect, it } from 'vitest';
import { whyNoRedis } from '../servers/redis.ts';
import { agentsOf, benching, eight, kept, stack } from './bench.fixture.ts';

const missing = whyNoRedis();

describe.skipIf(missing)(`a load of eight agents${missing ? ` (skipped: ${missing})` : ''}`, () => {
  it('is one load: every visitor comes once, and every answer is in one histogram', async () => {
    const { url, asked } = await stack(() => 200, 20);
    const { redis, cwd } = await agentsOf(url, eight);
    const { ended } = await benching(
      cwd,
      redis.url,
      ...['target: http://localhost:1', 'do: get /health', 'connections: 80'],
      ...['load: { kind: open, rate: 80, arrivals: constant }', 'duration: 3 s'],
      'objectives: { success: 99 % }',
    );
    const { code, stdout, stderr } = await ended;
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const { agents, measured, histogramsUs, target } = await kept(cwd);
    expect(asked()).toBe(240);
    expect(measured?.requests).toMatchObject({ answered: 240, failed: {} });
    expect(measured?.lost).toEqual([]);
    expect(target).toBe('of each agent');
    const [raw] = histogramsUs;
    expect(raw?.latency?.reduce((sum, [, count]) => sum + count, 0)).toBe(240);
    expect(measured?.timings.latency?.n).toBe(240);
    expect(agents.map(({ agent, answered }) => [agent, answered])).toEqual(eight.map((name) => [name, 30]));
    for (const { clock, begunWithinMs, ownDelay } of agents) {
      // All of them are on this machine, whose clock is one: the truth is no offset.
      expect(Math.abs(clock?.offsetMs ?? Number.NaN)).toBeLessThanOrEqual(clock?.withinMs ?? -1);
      expect(clock?.rounds).toBe(8);
      expect(begunWithinMs).toBeGreaterThan(0);
      expect(ownDelay).not.toBeNull();
    }
    expect(stdout).toContain('gpu-7: 30 answered');
    expect(stderr).toContain('the target of the scenario is not used');
  });

  it('finds the capacity over the whole', async () => {
    // Four at once are served, whoever of the agents sends them.
    const { url } = await stack((inside) => (inside > 4 ? 503 : 200), 100);
    const { redis, cwd } = await agentsOf(url, eight.slice(0, 3));
    const { ended } = await benching(
      cwd,
      redis.url,
      ...['do: get /health', 'load: { kind: closed, users: 1 }', 'duration: 1 s'],
      ...['capacity: { max: 24 }', 'objectives: { success: 100 % }'],
    );
    const { code, stdout, stderr } = await ended;
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect((await kept(cwd)).capacity).toMatchObject({ passing: 4, failing: 5, settled: true });
    expect(stdout).toContain('knee: 4 simultaneous users keep the objectives, 5 do not');
  });

  it('of which one is killed in the middle decides nothing, says who, and the others stop', async () => {
    const { url, asked } = await stack(() => 200, 5);
    const { redis, cwd, agents } = await agentsOf(url, eight);
    const running = await benching(
      cwd,
      redis.url,
      ...['do: get /health', 'load: { kind: closed, users: 8, think_time: 50 ms }', 'duration: 10m'],
      'objectives: { success: 50 % }',
    );
    await running.saying('answered');
    agents[5]?.child.kill('SIGKILL');
    const { code, stdout } = await running.ended;
    expect(code).toBe(3);
    expect(stdout).toContain('! gpu-5: nothing was heard of it for 15 s');
    const { measured } = await kept(cwd);
    expect(measured?.lost).toEqual(['gpu-5: nothing was heard of it for 15 s']);
    expect(measured?.requests.answered).toBeGreaterThan(0);
    await Promise.all(
      agents.filter((_, index) => index !== 5).map(({ saying }) => saying('is through with the load test')),
    );
    const after = asked();
    const again = await benching(
      cwd,
      redis.url,
      ...['do: get /health', 'load: { kind: closed, users: 1 }', 'duration: 500 ms'],
    );
    expect((await again.ended).code).toBe(0);
    expect(asked()).toBeGreaterThan(after);
  });

  it('goes on through a restart of Redis', async () => {
    const { url } = await stack(() => 200, 5);
    const { redis, cwd } = await agentsOf(url, eight.slice(0, 2));
    const running = await benching(
      cwd,
      redis.url,
      ...['do: get /health', 'load: { kind: open, rate: 40, arrivals: constant }', 'duration: 8 s'],
      ...['connections: 80', 'objectives: { success: 99 % }'],
    );
    await running.saying('answered');
    await redis.restart();
    const { code, stderr } = await running.ended;
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect((await kept(cwd)).measured?.requests.answered).toBe(320);
  });

  it('is not asked of who allows less', async () => {
    const { url, asked } = await stack(() => 200, 5);
    const { redis, cwd } = await agentsOf(url, eight.slice(0, 2), 10);
    const { ended } = await benching(
      cwd,
      redis.url,
      ...['do: get /health', 'load: { kind: closed, users: 21 }', 'duration: 1 s'],
    );
    const { code, stderr } = await ended;
    expect(code).toBe(2);
    expect(stderr).toContain('gpu-0 allows 10 users at once, and its share is 11');
    expect(asked()).toBe(0);
  });
});
