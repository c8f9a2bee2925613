import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  ASKED,
  contents,
  type Kill,
  killOf,
  newest,
  numbers,
  place,
  saidFinished,
  titles,
} from './killing.ts';
import { folder, start } from './ralph.ts';

const SEED = Number(process.env.RALPH_TEST_SEED ?? 20_261_120);
/** `npm run trial:kill` puts 120. */
const POINTS = Number(process.env.RALPH_KILL_POINTS ?? 12);
const LANES = 3;

let known: ReadonlyMap<string, string>;
beforeAll(async () => {
  known = await titles();
});

/** One kill and what must hold after it; so many cycles are in the folder before. Answers with what came of it. */
async function point(kill: Kill, before: number, at: Awaited<ReturnType<typeof place>>): Promise<string> {
  const first = await at.killed(kill);
  await at.gone();
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(first.stderr)?.[0];
  if (url !== undefined) await expect(fetch(`${url}/health/live`)).rejects.toThrow('fetch failed');

  const left = await contents(at.reviews);
  const isWritten = left.cycles.length === before + 1;
  const isClaimed = left.hidden.some((name) => name.startsWith('.ralph-cycle-'));
  expect(left.journals.length).toBeLessThanOrEqual(1);
  // Without its Markdown a review is only as long as something is left that has it drawn.
  if (left.lonely.length > 0) expect(left.journals).toHaveLength(1);
  const [journal] = left.journals;
  const finished = saidFinished(first.stderr, known);
  if (!isWritten && !isClaimed) {
    expect(Object.keys(journal?.evidence.observations ?? {})).toEqual(expect.arrayContaining(finished));
  }
  if (first.stderr.includes('interrupted') && journal && !isWritten)
    expect(first.stderr).toContain('probes are kept; go on with: ralph review --reference');

  const resumed = await at.run('--resume');
  const hasNone = resumed.code === 2;
  if (hasNone) expect(resumed.stderr).toContain('--resume: found no interrupted run in ');
  else expect(resumed).toMatchObject({ code: 0 });
  const isLost = hasNone && !isWritten && !isClaimed;
  if (isLost) {
    expect([finished, journal]).toEqual([[], undefined]);
    expect(await at.run()).toMatchObject({ code: 0 });
  }
  const after = await contents(at.reviews);
  expect(after).toMatchObject({ hidden: [], lonely: [] });
  expect(after.cycles).toEqual(Array.from({ length: before + 1 }, (_, index) => index + 1));
  expect(await readdir(at.temporary)).toEqual([]);
  const { review, evidence } = await newest(at.reviews);
  expect(Object.keys(evidence.observations).sort()).toEqual([...ASKED].sort());
  const isResumed = !hasNone && journal && Object.keys(journal.evidence.observations).length < ASKED.length;
  expect(review.method.some((line: string) => line.startsWith('Interrupted and resumed'))).toBe(
    Boolean(isResumed) && evidence.sittings.length > 1,
  );
  if (isLost) return 'before anything was finished';
  if (hasNone) return 'after it was written';
  return isResumed ? 'in the middle' : 'before it was written';
}

describe(`a review that is killed at any of ${POINTS} moments`, () => {
  it('is resumed with all that was finished, and leaves nothing behind', { timeout: 3_600_000 }, async () => {
    const root = await folder();
    const came: Record<string, number> = {};
    const lane = async (own: number): Promise<void> => {
      const path = join(root, String(own));
      await mkdir(path);
      const at = await place(path);
      let cycles = 0;
      for (let each = own; each < POINTS; each += LANES) {
        const kill = killOf(each, SEED);
        const what = await point(kill, cycles++, at).catch((error: unknown) => {
          throw new Error(`point ${each}, ${JSON.stringify(kill)}: ${error}`, { cause: error });
        });
        came[what] = (came[what] ?? 0) + 1;
      }
    };
    await Promise.all(Array.from({ length: LANES }, (_, own) => lane(own)));
    expect(Object.values(came).reduce((sum, count) => sum + count, 0)).toBe(POINTS);
    process.stdout.write(`${POINTS} kills, seed ${SEED}: ${JSON.stringify(came)}\n`);
  });
});

describe('ten reviews at once in one folder', () => {
  it('of which some are killed, number their cycles without a gap', { timeout: 600_000 }, async () => {
    const reviews = await folder();
    const random = numbers(SEED);
    const args = ['review', '--target', 'http://127.0.0.1:9', '--only', 'backend,environment,llm,tts'];
    let written = 0;
    for (let round = 0; round < 3; round++) {
      const runs = Array.from({ length: 10 }, () => start([...args, '--reviews', reviews]));
      const victims = runs.filter(() => random() < 0.35);
      for (const { child } of victims) setTimeout(() => child.kill('SIGKILL'), random() * 4_000);
      const results = await Promise.all(runs.map(({ ended }) => ended));
      const whole = results.filter(({ code }) => code === 1).length;
      expect(results.filter(({ code }) => code !== 1 && code !== null)).toEqual([]);
      const { cycles } = await contents(reviews);
      expect(cycles).toEqual(cycles.map((_, index) => index + 1));
      // One that was killed may have been so after its review had its number.
      expect(cycles.length).toBeGreaterThanOrEqual(written + whole);
      written = cycles.length;
    }
    // The next one alone tidies up after all of them.
    await start([...args, '--reviews', reviews]).ended;
    const { cycles, hidden, lonely } = await contents(reviews);
    expect({ hidden, lonely }).toEqual({ hidden: [], lonely: [] });
    expect(cycles).toEqual(cycles.map((_, index) => index + 1));
  });
});
