import { readdirSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newest } from './killing.ts';
import { folder, type Result, ralph, start } from './ralph.ts';

const ASK = ['review', '--reference', '-n', '1', '--warmup', '0', '--lang', 'en'];
const ONLY = ['--only', 'environment,llm,tts,stats'];

const journalsIn = (reviews: string): string[] =>
  readdirSync(reviews).filter((name) => name.startsWith('.ralph-run-'));

/** A folder in which a run was interrupted after its first probes. */
async function interrupted(signal: NodeJS.Signals = 'SIGKILL', ...more: string[]) {
  const cwd = await folder();
  const reviews = join(cwd, 'reviews');
  const run = start([...ASK, ...ONLY, ...more], { cwd });
  await run.saying('LLM latency');
  run.child.kill(signal);
  const result = await run.ended;
  const again = (...args: string[]): Promise<Result> => ralph([...ASK, ...args], { cwd });
  return { cwd, reviews, result, again };
}

/** Changes what a run has left. */
async function edit(reviews: string, change: (text: string) => string): Promise<void> {
  const [name = ''] = journalsIn(reviews);
  const file = join(reviews, name);
  await writeFile(file, change(await readFile(file, 'utf8')));
}

describe('a review that was interrupted', () => {
  it('says what is kept and how to go on, and goes on so', async () => {
    const { cwd, reviews, result, again } = await interrupted('SIGINT');
    expect(result.code).toBe(130);
    const [, command = ''] = /2 finished probes are kept; go on with: ralph (.+)\n/.exec(result.stderr) ?? [];
    expect(command).toBe(`${[...ASK, ...ONLY].join(' ')} --resume`);
    const planned = await again('--resume', '--dry-run');
    expect(planned.stderr).toMatch(
      /resuming reference, begun .+ ago\), 2\/4 probes finished; asking environment, tts, stats/,
    );
    expect(planned.stdout).not.toContain('LLM latency');
    expect(journalsIn(reviews)).toHaveLength(1);

    const resumed = await ralph(command.split(' '), { cwd });
    expect(resumed.code).toBe(0);
    expect(resumed.stderr).toContain('asking environment, tts, stats');
    expect(resumed.stderr).not.toContain('LLM latency');
    const { review, evidence } = await newest(reviews);
    expect(evidence.sittings.map(({ probes }: { probes: string[] }) => probes)).toEqual([
      ['llm'],
      ['environment', 'tts', 'stats'],
    ]);
    expect(review.method.join('\n')).toContain('Interrupted and resumed, in 2 sittings: ');
    expect(await readdir(reviews)).toHaveLength(2);
  });

  it('is told of by the next, which replaces it, and by none that reviews something else', async () => {
    const { reviews, again, cwd } = await interrupted();
    const other = await ralph(['review', '--target', 'http://127.0.0.1:9', '--only', 'backend'], { cwd });
    expect(other.stderr).not.toContain('interrupted run');
    expect(journalsIn(reviews)).toHaveLength(1);
    const next = await again('--only', 'environment');
    expect(next.stderr).toMatch(
      /an interrupted run \(.+ 2\/4 probes finished\) can be resumed with --resume, or will be dropped/,
    );
    expect(journalsIn(reviews)).toEqual([]);
    expect(await again('--resume')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--resume: found no interrupted run in '),
    });
  });

  it('can be ended without what it had not asked, under another number', async () => {
    const { reviews, again } = await interrupted();
    const { code } = await again(
      '--resume',
      '--skip',
      'tts,backend',
      '--only',
      'environment,stats,tts',
      '--cycle',
      '7',
    );
    expect(code).toBe(0);
    const { review, evidence } = await newest(reviews);
    expect(review.cycle).toBe(7);
    expect(Object.keys(evidence.observations).sort()).toEqual(['environment', 'llm', 'stats']);
  });

  it('keeps the number that it was to have', async () => {
    const { reviews, again } = await interrupted('SIGTERM', '--cycle', '5');
    expect(await again('--resume')).toMatchObject({ code: 0 });
    expect((await newest(reviews)).review.cycle).toBe(5);
  });

  it.each([
    [
      'other flags',
      (text: string) => text.replace('"samples": 1', '"samples": 9'),
      /scenario.samples: 9 → 1.+ or leave --resume out to start afresh/,
    ],
    [
      'another target',
      (text: string) => text.replace('"name": "reference"', '"name": "eva"'),
      /target.name: "eva" → "reference"/,
    ],
    [
      'another ralph',
      (text: string) => text.replace('"ralph": "0.1.0"', '"ralph": "0.0.9"'),
      /ralph: "0.0.9" → "0.1.0"/,
    ],
    [
      'other rules',
      (text: string) => text.replace('"tolerancePct": 10', '"tolerancePct": 3'),
      /rubric.tolerancePct: 3 → 10/,
    ],
    [
      'a newer ralph',
      (text: string) => text.replace('journal@1', 'journal@2'),
      /found no interrupted run in .+schema: found "ralph\/journal@2"/,
    ],
    [
      'half a disk',
      (text: string) => text.slice(0, 900),
      /found no interrupted run in .+found text that is not JSON/,
    ],
    [
      'someone’s joke',
      (text: string) =>
        text.replace(/("llm": \{\s+"kind": "observed",\s+"readings": )\{/, '$1null, "was": {'),
      /found readings that ralph .+ cannot judge/,
    ],
  ])('by %s is refused with what differs, and stays as it is', async (_, change, message) => {
    const { reviews, again } = await interrupted();
    await edit(reviews, change);
    const [name = ''] = journalsIn(reviews);
    const before = await readFile(join(reviews, name), 'utf8');
    const { code, stderr } = await again('--resume');
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(code).toBe(2);
    expect(await readFile(join(reviews, name), 'utf8')).toBe(before);
  });

  it('is not mixed with another stack in its place', async () => {
    const { reviews, again } = await interrupted('SIGKILL', '--only', 'backend');
    await edit(reviews, (text) => text.replaceAll('"tts": "', '"tts": "another '));
    const { code, stderr } = await again('--resume');
    expect({ code, stderr }).toMatchObject({ code: 2 });
    expect(stderr).toMatch(/no longer the one that was measured before \(engine tts: another .+ → /);
    expect(journalsIn(reviews)).toHaveLength(1);
  });

  it('goes to one of two that resume it', async () => {
    const { reviews, again } = await interrupted();
    const both = await Promise.all([again('--resume'), again('--resume')]);
    expect(both.map(({ code }) => code).sort()).toEqual([0, 2]);
    expect(await readdir(reviews)).toHaveLength(2);
  });
});

describe('a folder that fails during the run', () => {
  /** Runs with writes of ralph's own files failing from the n-th on. */
  async function failing(code: string, from: number) {
    const cwd = await folder();
    const preload = join(cwd, 'fail.cjs');
    await writeFile(
      preload,
      `const fs = require('node:fs/promises'); const { open } = fs; let left = ${from};
       fs.open = async (file, ...more) => {
         if (String(file).includes('/reviews/.ralph-') && left-- <= 0)
           throw Object.assign(new Error('${code}'), { code: '${code}', syscall: 'open' });
         return open(file, ...more);
       };
       require('node:module').syncBuiltinESMExports();`,
    );
    const temporary = join(cwd, 'tmp');
    await mkdir(temporary);
    const env = { NODE_OPTIONS: `--require ${preload}`, TMPDIR: temporary };
    const result = await ralph([...ASK, ...ONLY], { cwd, env });
    return { cwd, temporary, reviews: join(cwd, 'reviews'), result };
  }

  it.each(['ENOSPC', 'EROFS', 'EIO'])('%s on the way and at the end loses nothing', async (code) => {
    const { cwd, temporary, reviews, result } = await failing(code, 2);
    expect(result.stderr).toContain(`what is measured cannot be kept on the way (${code})`);
    expect(result.stderr.split('cannot be kept on the way')).toHaveLength(2);
    expect(result.stderr).toContain('nothing is lost: judge ');
    expect(result.code).toBe(2);
    const [saved = ''] = await readdir(temporary);
    const judged = await ralph(['judge', join(temporary, saved), '--reviews', reviews], { cwd });
    expect(judged.code).toBe(0);
    expect(Object.keys((await newest(reviews)).evidence.observations)).toHaveLength(4);
  });

  it('only at the end leaves all of it to be resumed, and nothing is asked again', async () => {
    // The probe of the folder, one for each probe that was asked; then the review.
    const { cwd, reviews, result } = await failing('ENOSPC', 5);
    expect(result).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('"ralph review --resume" writes the review, and asks nothing again'),
    });
    const resumed = await ralph([...ASK, '--resume'], { cwd });
    expect(resumed.stderr).toContain('4/4 probes finished: nothing is left to ask');
    expect(resumed.code).toBe(0);
    expect(await readdir(reviews)).toHaveLength(2);
    expect((await newest(reviews)).evidence.sittings).toBeUndefined();
  });

  it('because it was deleted is made again', async () => {
    const cwd = await folder();
    const reviews = join(cwd, 'reviews');
    const run = start([...ASK, ...ONLY], { cwd });
    await run.saying('LLM latency');
    await rename(reviews, join(cwd, 'away'));
    expect(await run.ended).toMatchObject({ code: 0 });
    expect((await readdir(reviews)).map((name) => name.slice(10))).toEqual([
      '-cycle-001.json',
      '-cycle-001.md',
    ]);
    await rm(join(cwd, 'away'), { recursive: true });
  });
});
