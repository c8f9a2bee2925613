import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { keptReview } from './kept-review.ts';
import { folder, ralph } from './ralph.ts';

const INDEX = '.ralph-index.sqlite';
const ESCAPE = String.fromCharCode(0x1b);

/** A review of cycle 59 as ralph writes it. */
let kept: {
  review: { readonly criteria: readonly { readonly id: string }[] };
  evidence: { observations: Record<string, unknown> };
};

beforeAll(async () => {
  const one = await mkdtemp(join(tmpdir(), 'ralph-trend-'));
  kept = JSON.parse(await readFile(await keptReview(one), 'utf8'));
  await rm(one, { recursive: true });
});

const at = (cycle: number): string => new Date(Date.UTC(2026, 0, 1) + cycle * 3_600_000).toISOString();

/** Writes a review as an earlier run left it, of a target whose model takes so long. */
async function write(
  reviews: string,
  cycle: number,
  {
    ms = 200,
    target = 'eva',
    ...changed
  }: { ms?: number; target?: string; blockers?: unknown; criteria?: unknown } = {},
) {
  const { review, evidence } = structuredClone(kept);
  const { llm } = evidence.observations as { llm: { readings: { unique: { warm: { wallMs: number }[] } } } };
  for (const sample of llm.readings.unique.warm) sample.wallMs = ms + (cycle % 3);
  const text = JSON.stringify({
    review: { ...review, ...changed, cycle, reviewedAt: at(cycle) },
    evidence: {
      ...evidence,
      observedAt: at(cycle),
      target: { ...(evidence as unknown as { target: object }).target, name: target },
    },
  });
  const file = join(reviews, `${at(cycle).slice(0, 10)}-cycle-${String(cycle).padStart(3, '0')}.json`);
  await writeFile(file, text);
  await utimes(file, new Date(at(cycle)), new Date(at(cycle)));
  return file;
}

const criteria = (gpu: number) =>
  kept.review.criteria.map((each) => (each.id === 'gpu' ? { ...each, points: gpu } : each));

async function history(count = 40): Promise<string> {
  const reviews = await folder();
  const blocker = { id: 'gpu-idle', severity: 'blocker', title: `GPU ${ESCAPE}[31m idle` };
  const idle = { blockers: [blocker], criteria: criteria(0) };
  for (let cycle = 1; cycle <= count; cycle++)
    await write(reviews, cycle, {
      ms: cycle <= 25 ? 200 : 300,
      ...(cycle >= 30 && cycle <= 35 ? idle : { blockers: [], criteria: criteria(10) }),
    });
  return reviews;
}

const trend = (reviews: string, ...more: string[]) =>
  ralph(['trend', ...more, '--reviews', reviews, '--lang', 'en']);

describe('ralph trend', () => {
  it('draws figures, where they moved, and what blocked, in 80 columns and without a colour in a pipe', async () => {
    const reviews = await history();
    const { code, stdout, stderr } = await trend(reviews);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Ralph Moderator - eva - cycles 1–40 (2026-01-01 … 2026-01-02)');
    expect(stdout).toMatch(/llm\.e2el_ms +│ 26 +│ .*201 ms → 301 ms +│ \+49\.\d % worse/);
    expect(stdout).toMatch(/gpu-idle +│ 30–35 +│ 6 +│ 36 +│ GPU idle/);
    expect(stdout).not.toContain(ESCAPE);
    const french = await ralph(['trend', 'llm.e2el_ms', '--reviews', reviews, '--lang', 'fr']);
    expect(french.stdout).toContain('moins bien');
  });

  it('answers with all of it as JSON, over the window that was asked for', async () => {
    const reviews = await history();
    const { stdout } = await trend(reviews, 'llm.e2el_ms', 'score', '--last', '20', '--json');
    const told = JSON.parse(stdout);
    expect(told).toMatchObject({ target: 'eva', cyclesBefore: 20, otherTargets: [] });
    expect(told.cycles.map(({ cycle }: { cycle: number }) => cycle)).toEqual(
      Array.from({ length: 20 }, (_, index) => 21 + index),
    );
    expect(told.lines.map(({ id }: { id: string }) => id)).toEqual(['llm.e2el_ms', 'score']);
    expect(told.lines[0].values).toHaveLength(20);
    expect(told.stands).toMatchObject([
      { id: 'gpu-idle', first: { cycle: 30 }, last: { cycle: 35 }, gone: { cycle: 36 }, cycles: 6 },
    ]);
    const since = JSON.parse((await trend(reviews, '--since', at(36), '--json')).stdout);
    expect(since.cycles[0].cycle).toBe(36);
  });

  it('reads one file for one review more, and all again once the index is deleted', async () => {
    const reviews = await history(12);
    const first = await trend(reviews, '--json');
    expect(await readdir(reviews)).toContain(INDEX);
    // What the index knows is not read: a file that cannot be read any more, but is the same, is still told of.
    const file = join(reviews, '2026-01-01-cycle-003.json');
    const { size, mtime } = await stat(file);
    await writeFile(file, 'x'.repeat(size));
    await utimes(file, mtime, mtime);
    expect((await trend(reviews, '--json')).stdout).toBe(first.stdout);
    await write(reviews, 13);
    const { stdout, stderr } = await trend(reviews, '--json');
    expect([JSON.parse(stdout).cycles.length, stderr]).toEqual([13, '']);
    await rm(join(reviews, INDEX));
    const again = await trend(reviews, '--json');
    expect(again.stderr).toContain('skipped 2026-01-01-cycle-003.json found text that is not JSON');
    expect(JSON.parse(again.stdout).cycles).toHaveLength(12);
  });

  it('works without an index where it can make none, and says the same', async () => {
    const reviews = await history(8);
    await mkdir(join(reviews, INDEX));
    const without = await trend(reviews, '--json');
    await rm(join(reviews, INDEX), { recursive: true });
    const { stdout, code } = await trend(reviews, '--json');
    expect({ stdout, code }).toEqual({ stdout: without.stdout, code: 0 });
    await writeFile(join(reviews, INDEX), 'not a database at all');
    expect((await trend(reviews, '--json')).stdout).toBe(stdout);
    expect((await trend(reviews, '--json')).stdout).toBe(stdout);
    await chmod(join(reviews, INDEX), 0o400);
    await chmod(reviews, 0o500);
    expect((await trend(reviews, '--json')).stdout).toBe(stdout);
    await chmod(reviews, 0o700);
  });

  it('is the same for ten at once, who all make the index', async () => {
    const reviews = await history(30);
    const told = await Promise.all(Array.from({ length: 10 }, () => trend(reviews, '--json')));
    expect(new Set(told.map(({ code, stdout, stderr }) => `${code}${stderr}${stdout}`)).size).toBe(1);
    expect((await readdir(reviews)).filter((name) => name.startsWith('.'))).toEqual([INDEX]);
  });

  it('is of the target of the newest cycle, or of the one that is named', async () => {
    const reviews = await history(3);
    await write(reviews, 4, { target: 'other' });
    expect(JSON.parse((await trend(reviews, '--json')).stdout)).toMatchObject({
      target: 'other',
      otherTargets: ['eva'],
    });
    expect(JSON.parse((await trend(reviews, '--json', '--target', 'eva')).stdout).cycles).toHaveLength(3);
  });

  it.each([
    [['--target', 'evo'], 'did you mean "eva"?'],
    [['llm.e2e_ms'], 'did you mean "llm.e2el_ms"?'],
    [['--last', 'few'], '--last: found "few", expected a whole number from 1 on'],
    [['--since', 'noon'], '--since: found "noon"'],
    [['--since', '2099-01-01'], '--since: found no cycle of eva since then'],
    [['--since', '1h', '--last', '3'], 'expected one of them'],
  ])('refuses %j, and says what it expected', async (args, message) => {
    const { code, stderr } = await trend(await history(2), ...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it('says that there is no review where there is none', async () => {
    const { code, stderr } = await trend(join(await folder(), 'none'));
    expect([code, stderr]).toEqual([2, expect.stringContaining('found no review there, expected one')]);
  });
});
