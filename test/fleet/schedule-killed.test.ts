import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startPostgres, whyNoPostgres } from '../servers/postgres.ts';
import { startRedis, whyNoRedis } from '../servers/redis.ts';
import { ralph, start } from '../smoke/ralph.ts';
import { answering, sound } from './answering.ts';

const why = whyNoRedis() ?? whyNoPostgres();

describe.skipIf(why)(`a schedule that somebody stands by${why ? ` (skipped: ${why})` : ''}`, () => {
  it('is gone on with when its process is killed while agents measure and its database is away: nothing is kept twice', {
    timeout: 240_000,
  }, async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    const postgres = await startPostgres();
    onTestFinished(() => postgres.remove());
    const cwd = await mkdtemp(join(tmpdir(), 'ralph-nights-'));
    onTestFinished(() => rm(cwd, { recursive: true, force: true }));
    await writeFile(
      join(cwd, 'fleet.yaml'),
      `name: nights\nqueue: ${redis.url}\narchive: ${postgres.url}\nstacks:\n${['a', 'b', 'c', 'd'].map((name) => `  - { name: ${name}, agent: n-${name} }\n`).join('')}`,
    );
    let open = (): void => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    const agents = await Promise.all(
      ['a', 'b', 'c', 'd'].map((name, index) =>
        answering(redis.url, `n-${name}`, {
          answer: () =>
            (index < 2 ? Promise.resolve() : opened).then(
              () => ({ kind: 'observed', evidence: sound() }) as const,
            ),
        }),
      ),
    );
    onTestFinished(async () => {
      for (const agent of agents) await agent[Symbol.asyncDispose]();
    });
    const standing = () => {
      const line = start(['fleet', 'schedule', 'fleet.yaml', '--cron', '* * * * *'], { cwd });
      onTestFinished(() => void line.child.kill('SIGKILL'));
      return line;
    };
    const two = [standing(), standing()];
    const first = await Promise.race(two.map((line) => line.saying('begins review').then(() => line)));
    await first.saying('✅');
    first.child.kill('SIGKILL');
    await first.ended;
    const other = two.find((line) => line !== first);
    await other?.saying('goes on with review');
    await postgres.stop('immediate');
    open();
    await other?.saying('cannot be kept now');
    await postgres.start();
    await other?.saying('fleet-001: ');
    // No other night begins.
    await ralph(['fleet', 'schedule', 'fleet.yaml', '--clear'], { cwd });
    other?.child.kill('SIGTERM');
    await other?.ended;
    const copied = join(cwd, 'copied');
    await ralph(['archive', 'copy', postgres.url, copied], { cwd });
    const names = (await readdir(copied)).filter((name) => name.endsWith('.json') && /^\d/.test(name)).sort();
    const night = names.filter((name) => name.includes('cycle')).slice(0, 4);
    const targets = await Promise.all(
      night.map(async (name) => JSON.parse(await readFile(join(copied, name), 'utf8')).evidence.target.name),
    );
    expect(targets.toSorted()).toEqual(['a', 'b', 'c', 'd']);
    expect(agents.map(({ taken }) => new Set(taken.map(({ run }) => run)).size === taken.length)).toEqual(
      agents.map(() => true),
    );
  });
});
