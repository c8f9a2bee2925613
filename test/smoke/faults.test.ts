import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { noticed } from '../../src/backend/trials/faults-noticed.ts';
import { catalogue } from '../../src/selftest/catalogue/index.ts';
import { folder, ralph, start } from './ralph.ts';

interface Named {
  readonly id: string;
}

interface Review {
  readonly verdict: string;
  readonly blockers: readonly Named[];
  readonly warnings: readonly Named[];
  readonly criteria: readonly (Named & { readonly points: number | null; readonly comment: string })[];
}

/** Starts a stack with these faults, which ends with the test. */
async function serve(...faults: readonly string[]) {
  const wishes = faults.flatMap((fault) => ['--fault', fault]);
  const stack = start([
    'serve',
    '--port',
    '0',
    '--rate-limit',
    '0',
    '--tts-engines',
    'tone',
    '--stt-echo',
    ...wishes,
  ]);
  onTestFinished(() => void stack.child.kill('SIGKILL'));
  await stack.saying('http://127.0.0.1:');
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(stack.said()) ?? [];
  return { ...stack, url };
}

/** A review of a stack by some probes, from the real command line. */
async function reviewed(
  url: string,
  only: string,
  samples = 3,
): Promise<{ code: number | null; review: Review }> {
  const reviews = await folder();
  // Said in a config: to find out what speaks there would take requests that a fault may count.
  const config = join(reviews, 'ralph.config.yaml');
  await writeFile(config, `target: { url: "${url}" }\nsamples: { timeout: 5s }\n`);
  const args = ['review', '-q', '--json', '-n', String(samples), '--only', only, '--config', config];
  const { code, stdout } = await ralph([...args, '--reviews', reviews]);
  return { code, review: JSON.parse(stdout) };
}

const ids = (all: readonly Named[]) => all.map(({ id }) => id);

/** What a person reads in it. */
const found = ({ blockers, warnings }: Review) => ids([...blockers, ...warnings]);

const criterion = ({ criteria }: Review, wanted: string) => criteria.find(({ id }) => id === wanted);

const byReview = Object.entries(noticed).flatMap(([id, { on = [id], review }]) =>
  review ? [{ id, on, ...review }] : [],
);

it('what a row of the selftest notices has such a row', () => {
  const rows = Object.values(noticed).flatMap(({ selftest }) => selftest ?? []);
  expect(rows.filter((row) => !catalogue.some(({ id }) => id === row))).toEqual([]);
});

describe('a review', () => {
  it('of a stack without a fault finds nothing by the probes that notice these', async () => {
    const { url } = await serve();
    const probes = [...new Set(byReview.flatMap(({ only }) => only.split(',')))];
    const { code, review } = await reviewed(url, probes.join(','));
    expect({ code, verdict: review.verdict, found: found(review) }).toEqual({
      code: 0,
      verdict: 'ok',
      found: [],
    });
  });

  it.each(byReview)('notices $id', async ({ on, only, findings, criteria = [] }) => {
    const { url } = await serve(...on);
    const { review } = await reviewed(url, only);
    expect(found(review)).toEqual(expect.arrayContaining([...findings]));
    for (const id of criteria) expect([id, criterion(review, id)?.points]).toEqual([id, lessThan(6)]);
  });

  it.each([
    ['an apology', ['chat-apology', 'health-lies'], 'provider-down-behind-200'],
    ['sentences that no model gave', ['chat-canned'], 'canned-answer'],
  ])('is blocked by %s', async (_, faults, finding) => {
    const { url } = await serve(...faults);
    const { code, review } = await reviewed(url, 'backend,llm', 5);
    expect({ code, verdict: review.verdict }).toEqual({ code: 1, verdict: 'blocked' });
    expect(ids(review.blockers)).toContain(finding);
    expect(criterion(review, 'llm')).toMatchObject({ points: 0 });
  });

  it('is blocked by health that lies', async () => {
    const { url } = await serve('health-lies', 'llm-down');
    const { code, review } = await reviewed(url, 'backend,llm');
    expect({ code, verdict: review.verdict }).toEqual({ code: 1, verdict: 'blocked' });
    expect(criterion(review, 'backend')).toMatchObject({
      points: 0,
      comment: 'health says healthy; use says otherwise',
    });
  });

  it('is blocked by a stack that died under it', async () => {
    const { url, ended } = await serve('crash-on-nth:5');
    const { code, review } = await reviewed(url, 'backend,llm');
    expect({ code, verdict: review.verdict }).toEqual({ code: 1, verdict: 'blocked' });
    expect(await ended).toMatchObject({ code: 1 });
  });
});

describe('ralph serve --fault', () => {
  it('says that it fails on purpose, and takes requests to switch', async () => {
    const { url, said } = await serve('tts-slow:3000', 'health-lies');
    expect(said()).toContain(
      `ralph: this stack fails on purpose: tts-slow:3000, health-lies; switch them at ${url}/faults, from this machine`,
    );
    const off = await fetch(`${url}/faults`, { method: 'DELETE' });
    expect(off.status).toBe(200);
    const { faults } = Object(await (await fetch(`${url}/faults`)).json());
    expect(faults.some(({ active }: { active: boolean }) => active)).toBe(false);
  });

  it('is not needed to switch faults later: --faults', async () => {
    const { child, ended, saying, said } = start([
      'serve',
      '--port',
      '0',
      '--tts-engines',
      'tone',
      '--faults',
    ]);
    onTestFinished(() => void child.kill('SIGKILL'));
    await saying('http://127.0.0.1:');
    expect(said()).toContain('ralph: all faults are off; switch them at ');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0 });
  });

  it.each([
    [['--fault', 'nonsense'], '--fault: found "nonsense", expected one of auth-required, '],
    [['--fault', 'tts-slo'], 'did you mean "tts-slow"?'],
    [
      ['--fault', 'tts-slow:never'],
      '--fault tts-slow:never: found "never", expected a whole number of ms from 1 to ',
    ],
    [['--fault', 'hang:5'], '--fault hang:5: found 5, expected no argument'],
  ])('%j is a mistake of usage', async (args, words) => {
    const { code, stdout, stderr } = await ralph(['serve', '--port', '0', ...args]);
    expect(stderr).toContain(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

/** Matches a number below `bound`. */
function lessThan(bound: number) {
  return { asymmetricMatch: (value: unknown) => typeof value === 'number' && value < bound };
}
