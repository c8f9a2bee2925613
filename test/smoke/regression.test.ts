import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Change } from '../../src/domain/change.ts';
import type { Evidence } from '../../src/domain/evidence.ts';
import type { Review } from '../../src/domain/review.ts';
import { folder, ralph, start } from './ralph.ts';

const WHOLE_MS = 300_000;
const ASK = ['--only', 'environment,llm', '-n', '8'];

/** A stack whose chat takes so many ms longer than it would, and a folder with a config of it. */
async function stackOf(slowMs: number) {
  const stack = start(['serve', '--port', '0', '--rate-limit', '0', '--tts-engines', 'tone', '--faults']);
  onTestFinished(() => void stack.child.kill('SIGKILL'));
  await stack.saying('http://127.0.0.1:');
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(stack.said()) ?? [];
  const place = await folder();
  await writeFile(
    join(place, 'ralph.config.yaml'),
    `target: { url: "${url}", name: stack }\nreviews: reviews\nsamples: { idle: 0s }\n`,
  );
  const slow = (argument: number) =>
    fetch(`${url}/faults/chat-slow`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ argument }),
    });
  await slow(slowMs);
  return { place, reviews: join(place, 'reviews'), slow };
}

async function review(place: string, ...more: readonly string[]) {
  const args = ['review', '-q', '--json', ...ASK, ...more];
  const { code, stdout, stderr } = await ralph(args, { cwd: place });
  if (stdout === '') throw new Error(stderr);
  const found: Review = JSON.parse(stdout);
  return { code, review: found, stderr };
}

const latency = ({ changes }: Review) => changes.find(({ metric }) => metric === 'llm.e2el_ms');

async function evidenceOf(reviews: string, cycle: number): Promise<Evidence> {
  const names = await readdir(reviews);
  const name = names.find((each) => each.endsWith(`-cycle-${String(cycle).padStart(3, '0')}.json`));
  return JSON.parse(await readFile(join(reviews, name ?? ''), 'utf8')).evidence;
}

/** What is claimed of figures that wander. */
const claimed = ({ changes }: Review): (Change['metric'] | undefined)[] =>
  changes
    .filter(({ kind, proof }) => proof && (kind === 'worse' || kind === 'better'))
    .map(({ metric }) => metric);

describe('a stack that was reviewed for a fortnight', () => {
  it(
    'claims nothing while nothing changes, and a delay once it was measured twice; judging it again gives the same',
    async () => {
      const { place, reviews, slow } = await stackOf(150);
      for (let cycle = 1; cycle <= 14; cycle++) {
        const { review: each } = await review(place);
        expect({ cycle, claimed: claimed(each) }).toEqual({ cycle, claimed: [] });
      }

      await slow(300);
      const once = await review(place, '--no-confirm', '--fail-on', 'regression');
      expect(latency(once.review)).toMatchObject({
        kind: 'within-noise',
        proof: { basis: 'history', suspected: 'worse', measured: 1, cycles: 14 },
      });
      expect(once.code).toBe(0);
      expect(await evidenceOf(reviews, 15)).not.toHaveProperty('confirmations');

      const twice = await review(place, '--fail-on', 'regression');
      expect(latency(twice.review)).toMatchObject({
        kind: 'worse',
        proof: { basis: 'history', measured: 2, suspected: 'worse' },
      });
      expect(twice.code).toBe(1);
      expect(twice.review.verdict).toBe('attention');
      expect(twice.review.status).toContain('LLM LATENCY +');
      expect(twice.review.method.join('\n')).toContain(
        'Put a second time, alone, because a figure seemed to have moved: llm',
      );
      const evidence = await evidenceOf(reviews, 16);
      expect(Object.keys(evidence.confirmations ?? {})).toEqual(['llm']);

      // The same evidence, beside the same reviews.
      const [again, saved] = [join(place, 'again'), join(place, 'evidence.json')];
      await cp(reviews, again, { recursive: true });
      for (const name of await readdir(again)) if (name.includes('-016.')) await rm(join(again, name));
      await writeFile(saved, JSON.stringify(evidence));
      const { stdout } = await ralph(['judge', saved, '--reviews', again, '--json', '-q'], { cwd: place });
      expect(JSON.parse(stdout)).toEqual(twice.review);

      // Killed between the two: the second is of the same stack as the first, or it is none.
      const run = start(['review', '--json', ...ASK], { cwd: place });
      await run.saying('seems to have moved');
      run.child.kill('SIGKILL');
      await run.ended;
      const resumed = await review(place, '--resume', '--fail-on', 'regression');
      expect(latency(resumed.review)).toMatchObject({ kind: 'worse', proof: { measured: 2 } });
      const whole = await evidenceOf(reviews, 17);
      expect(whole.sittings?.map(({ probes }) => probes)).toEqual([['llm'], ['environment']]);
      expect(Object.keys(whole.confirmations ?? {})).toEqual(['llm']);
    },
    WHOLE_MS,
  );
});

describe('what a review is compared with', () => {
  it(
    'is the blessed one of its branch, the newest of the branch that is named, or, where one is required, something',
    async () => {
      const { place } = await stackOf(0);
      const first = await review(place, '--require-baseline');
      expect({ code: first.code, baseline: first.review.baseline }).toEqual({ code: 3, baseline: null });
      expect(first.stderr).toContain('--require-baseline: there is no review to compare with');
      expect(first.review.method.join('\n')).toContain(
        'Compared with nothing: there is no earlier cycle of this target',
      );
      const second = await review(place, '--require-baseline');
      expect({ code: second.code, baseline: second.review.baseline?.cycle }).toEqual({
        code: 0,
        baseline: 1,
      });

      const set = await ralph(['baseline', 'set', '1', '--branch', 'main'], { cwd: place });
      expect(set.stdout).toMatch(/^blessed: stack, main: cycle 1 \(\d{4}-\d{2}-\d{2}-cycle-001\.json\)\n$/);
      const onMain = await review(place, '--baseline', 'main');
      expect(onMain.review.baseline).toMatchObject({ cycle: 1, how: 'blessed' });
      const elsewhere = await review(place, '--baseline', 'feature/x');
      expect(elsewhere.review.baseline).toBeNull();
      expect(elsewhere.review.method.join('\n')).toContain('there is no cycle of this target on feature/x');
      // Of no branch, as this folder has none: the blessing is another's.
      expect((await review(place)).review.baseline).toMatchObject({ cycle: 4, how: 'previous' });

      const shown = await ralph(['baseline', 'show', '--json'], { cwd: place });
      expect(JSON.parse(shown.stdout)).toMatchObject([{ target: 'stack', branch: 'main', cycle: 1 }]);
      const [name = ''] = (await readdir(join(place, 'reviews'))).filter((each) =>
        each.includes('-001.json'),
      );
      await rm(join(place, 'reviews', name));
      const gone = await ralph(['review', '-q', '--only', 'llm', '-n', '2'], { cwd: place });
      expect(gone.code).toBe(2);
      expect(gone.stderr).toContain('the blessed review of stack on main cannot be used');
      const other = await ralph(['baseline', 'clear', '--branch', 'other'], { cwd: place });
      expect(other).toMatchObject({ code: 0, stdout: 'no such review is blessed\n' });
      expect((await ralph(['baseline', 'clear'], { cwd: place })).stdout).toContain(
        'no longer blessed: stack, main',
      );
      expect((await ralph(['baseline', 'show'], { cwd: place })).stdout).toContain('no review is blessed');
    },
    WHOLE_MS,
  );
});
