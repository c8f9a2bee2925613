import { describe, expect, it, onTestFinished } from 'vitest';
import { benched, freezing, kept, scenario, serving } from './bench.fixture.ts';
import { ralph, start } from './ralph.ts';

/** The 99th percentile of those who come every 10 ms and wait for the end of a freeze, or not at all. */
function truth(freezes: readonly (readonly [number, number])[], fromMs: number, forMs: number): number {
  const waits = Array.from({ length: forMs / 10 }, (_, index) => {
    const atMs = fromMs + index * 10;
    const [, end = atMs] = freezes.find(([begin, until]) => begin <= atMs && atMs < until) ?? [];
    return end - atMs;
  }).sort((left, right) => left - right);
  return waits[Math.ceil(0.99 * waits.length) - 1] ?? Number.NaN;
}

describe('ralph bench', () => {
  it('a server that freezes 1 s in every 10: an open load tells it, a closed one hides it', async () => {
    const target = await freezing();
    const common = [`target: ${target}`, 'do: get /health', 'duration: 20 s', 'warm_up: 1 s'];
    const [open, closed] = await Promise.all([
      benched(...common, 'load: { kind: open, rate: 100, arrivals: constant }', 'connections: 8'),
      benched(...common, 'load: { kind: closed, users: 1, think_time: 5 ms }'),
    ]);
    const { measured } = open.result;
    const answer = await fetch(`${target}/freezes`);
    const freezes = (await answer.json()) as [number, number][];
    const trueMs = truth(freezes, Date.parse(measured.measuredFrom), measured.measuredMs);
    const reportedMs = measured.timings.latency?.p99 ?? Number.NaN;
    const closedMs = closed.result.measured.timings.latency?.p99 ?? Number.NaN;
    expect(measured.requests.answered).toBe(2000);
    expect(trueMs).toBeGreaterThan(500);
    expect(Math.abs(reportedMs - trueMs) / trueMs).toBeLessThanOrEqual(0.05);
    // From the real send it looks well, because those who came meanwhile could not send.
    expect(measured.timings.service?.p99).toBeLessThan(reportedMs / 2);
    expect(measured.requests.queued).toBeGreaterThan(0);
    expect(closedMs).toBeLessThan(reportedMs / 2);
    expect(closed.stdout).toContain('Closed loop: each user waits');
    expect(open.stdout).not.toContain('Closed loop');
    expect(open.stdout).toContain('delay of the sender itself');
    expect(measured.instrument.delay).not.toBeNull();
  });

  it('counts every error in the success rate and none in the latency; a missed objective is exit 1', async () => {
    let asked = 0;
    const target = await serving((_request, response) => {
      asked++;
      const status = asked % 4 === 0 ? 500 : asked % 10 === 1 ? 429 : 200;
      response.writeHead(status).end('something');
    });
    const { code, stdout, result } = await benched(
      `target: ${target}`,
      'do: get /health',
      'load: { kind: open, rate: 100, arrivals: constant }',
      'duration: 2 s',
      'objectives: { success: 99 % }',
    );
    const { requests, shares, timings } = result.measured;
    expect({ code, asked }).toEqual({ code: 1, asked: 200 });
    expect(requests.failed).toEqual({ 'HTTP 500': 50, 'HTTP 429': 20 });
    expect(requests.answered).toBe(130);
    expect(timings.latency?.n).toBe(130);
    expect(shares.success).toBe(65);
    expect(stdout).toContain('✖ success 65 %, objective ≥ 99 %');
    const [raw] = result.histogramsUs;
    expect(raw?.latency?.reduce((sum, [, count]) => sum + count, 0)).toBe(130);
  });

  it('keeps what there is when it is interrupted, and says so', async () => {
    let [asked, enough] = [0, (): void => {}];
    const loaded = new Promise<void>((resolve) => {
      enough = resolve;
    });
    const target = await serving((_request, response) => {
      response.end('something');
      if (++asked === 60) enough();
    });
    const { cwd, args } = await scenario(
      `target: ${target}`,
      'do: get /health',
      'load: { kind: open, rate: 50 }',
      'duration: 10m',
    );
    const { child, ended } = start(args, { cwd });
    onTestFinished(() => void child.kill('SIGKILL'));
    await loaded;
    child.kill('SIGINT');
    const { code, stderr } = await ended;
    const { interrupted, measured, histogramsUs } = await kept(cwd);
    expect(code).toBe(130);
    expect(stderr).toContain('interrupted; what there is was kept: ');
    expect(interrupted).toBe(true);
    expect(measured.requests.answered).toBeGreaterThan(50);
    expect(measured.measuredMs).toBeLessThan(600_000);
    expect(histogramsUs[0]?.latency?.length).toBeGreaterThan(0);
  });

  it('finds how many users a stack that serves four at once can have, and draws the knee', async () => {
    let inside = 0;
    const target = await serving((_request, response) => {
      inside++;
      response.statusCode = inside > 4 ? 503 : 200;
      setTimeout(() => {
        inside--;
        response.end('something');
      }, 20);
    });
    const { code, stdout, result } = await benched(
      `target: ${target}`,
      'do: get /health',
      'load: { kind: closed, users: 1 }',
      'duration: 400 ms',
      'objectives: { success: 100 % }',
      'capacity: { max: 32 }',
    );
    expect(result.capacity).toMatchObject({ passing: 4, failing: 5, settled: true });
    expect(code).toBe(0);
    expect(stdout).toMatch(/\n +4 .*✓.*\n─+ knee\n +5 .*✖/);
    expect(stdout).toContain('knee: 4 simultaneous users keep the objectives, 5 do not');
  });

  it('a stack that is not there has missed everything', async () => {
    const { code, result } = await benched(
      'target: http://127.0.0.1:9',
      'do: chat',
      'load: { kind: open, rate: 20, arrivals: constant }',
      'duration: 1 s',
    );
    expect(code).toBe(1);
    expect(result.measured.requests).toMatchObject({ answered: 0, failed: { ECONNREFUSED: 20 } });
  });

  it('loads the bundled stack without a target, and its rate limit is not in the way', async () => {
    const { code, result } = await benched(
      'do: ws-chat',
      'load: { kind: open, rate: 30, arrivals: constant, turns: 2 }',
      'duration: 2 s',
      'objectives: { success: 100 % }',
    );
    expect({ code, answered: result.measured.requests.answered }).toEqual({ code: 0, answered: 120 });
    expect(result.measured.timings.first?.n).toBe(120);
  });

  it.each([
    [['target: http://example.com', 'do: chat'], 'expected --allow-remote'],
    [['do: sing'], 'load.yaml:1:5  do: found "sing"'],
  ])('%j is a mistake of usage', async (lines, words) => {
    const { cwd, args } = await scenario(...lines, 'load: { kind: open, rate: 1 }', 'duration: 1 s');
    const { code, stdout, stderr } = await ralph(args, { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
  });
});
