import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { folder, isAlive, ralph, start } from './ralph.ts';

/** A whole review runs a suite and a build, on a machine that runs other tests meanwhile. */
const WHOLE_MS = 300_000;

const ESCAPE = String.fromCharCode(0x1b);

/** The address that a run said it measures. */
function addressIn(said: string): string {
  const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
  if (address === undefined) throw new Error(`no address in:\n${said}`);
  return address;
}

/** Where the reference stack listens and which process it is, from a review's own evidence. */
async function evidenceIn(reviews: string, name: string) {
  const { evidence } = JSON.parse(await readFile(join(reviews, name), 'utf8'));
  return evidence;
}

describe('ralph review on the bundled stack', () => {
  it(
    'measures everything that a machine without a GPU can, writes the review, and leaves nothing running',
    async () => {
      const reviews = await folder();
      const { code, stdout, stderr } = await ralph(['review', '--reviews', reviews]);
      expect({ code, stderr }).toMatchObject({ code: 0 });
      expect(stdout).toContain('Score 80/80 (100 %)   OK');
      expect(stdout + stderr).not.toContain(ESCAPE);
      expect(stderr).toContain('measuring reference at http://127.0.0.1:');
      expect(stdout).not.toContain('measuring');

      const names = (await readdir(reviews)).sort();
      expect(names).toEqual([
        expect.stringMatching(/^\d{4}-\d{2}-\d{2}-cycle-001\.json$/),
        expect.stringMatching(/^\d{4}-\d{2}-\d{2}-cycle-001\.md$/),
      ]);
      const evidence = await evidenceIn(reviews, names[0] ?? '');
      expect(isAlive(evidence.target.pid)).toBe(false);
      expect(evidence.observations.tests.readings).toMatchObject({
        runner: 'vitest',
        state: 'passed',
        failed: 0,
      });
      expect(evidence.observations.build.readings).toMatchObject({ state: 'built' });
      const { length } = evidence.observations.tts.readings.warm;
      expect([6 <= length, length <= 20]).toEqual([true, true]);

      const text = await readFile(join(reviews, names[1] ?? ''), 'utf8');
      const front = parse(text.split('---\n')[1] ?? '', { strict: true });
      expect(front).toMatchObject({
        verdict: 'ok',
        cycle: 1,
        blockers: [],
        score: { points: 80, max: 80, percent: 100 },
      });
      expect(front.criteria).toMatchObject({ gpu: null, cuda: null, llm: 10 });
    },
    WHOLE_MS,
  );

  it(
    'compares the second cycle with the first, in French',
    async () => {
      const reviews = await folder();
      const args = ['review', '-q', '--reviews', reviews, '--skip', 'tests,build', '-n', '2'];
      await ralph(args);
      const { code, stdout, stderr } = await ralph([...args, '--lang', 'fr', '--reporter', 'markdown']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain('## COMPARAISON AVEC LE CYCLE 1');
      expect(stdout).toContain('hors de ce passage');
    },
    WHOLE_MS,
  );

  it('gives every one of several runs at once a number of its own', async () => {
    const reviews = await folder();
    const target = ['--target', 'http://127.0.0.1:9', '-q', '--reviews', reviews];
    const results = await Promise.all(Array.from({ length: 4 }, () => ralph(['review', ...target])));
    expect(results.map(({ code }) => code)).toEqual([1, 1, 1, 1]);
    const cycles = (await readdir(reviews))
      .filter((name) => name.endsWith('.md'))
      .map((name) => name.slice(-6, -3));
    expect(cycles.sort()).toEqual(['001', '002', '003', '004']);
  });

  it('stops cleanly on Ctrl-C: 130, no child, no file but what --resume goes on from', async () => {
    const reviews = await folder();
    const { child, ended, saying } = start(['review', '--reviews', reviews, '--samples', '40']);
    await saying('LLM');
    child.kill('SIGINT');
    const { code, stderr } = await ended;
    expect(code).toBe(130);
    expect(stderr).toContain('interrupted');
    await expect(fetch(`${addressIn(stderr)}/health/live`)).rejects.toThrow('fetch failed');
    expect(await readdir(reviews)).toEqual([expect.stringMatching(/^\.ralph-run-/)]);
  });
});

describe('ralph serve', () => {
  it('says where it listens and ends on SIGTERM with 0', async () => {
    const { child, ended, saying } = start(['serve', '--port', '0']);
    await saying('http://127.0.0.1:');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\n$/),
    });
  });

  it('does not outlive a review that was killed', async () => {
    const reviews = await folder();
    const { child, ended, saying, said } = start(['review', '--reviews', reviews, '--samples', '40']);
    await saying('LLM');
    const live = `${addressIn(said())}/health/live`;
    expect((await fetch(live)).status).toBe(200);
    child.kill('SIGKILL');
    await ended;
    await expect
      .poll(
        () =>
          fetch(live).then(
            () => 'answers',
            () => 'gone',
          ),
        { timeout: 30_000 },
      )
      .toBe('gone');
  });
});
