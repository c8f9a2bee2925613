import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { folder, ralph, start } from './ralph.ts';

interface Verification {
  readonly outcome: string;
  readonly asked: readonly string[];
  readonly untouched: readonly string[];
  readonly findings: readonly {
    readonly id: string;
    readonly standing: string;
    readonly severity: string;
    readonly checks: readonly { readonly holds: boolean }[];
  }[];
}

/** A stack whose faults can be switched, and a folder with its config, reviewed by some probes. */
async function reviewed(fault: string, only = 'backend,runtime,llm,tts,turn,websocket,stats') {
  const stack = start([
    ...['serve', '--port', '0', '--rate-limit', '0', '--tts-engines', 'tone', '--faults', '--fault', fault],
  ]);
  onTestFinished(() => void stack.child.kill('SIGKILL'));
  await stack.saying('http://127.0.0.1:');
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(stack.said()) ?? [];
  const cwd = await folder();
  await writeFile(join(cwd, 'ralph.config.yaml'), `target: { name: mine, url: "${url}" }\n`);
  const { code, stdout } = await ralph(['review', '-q', '--json', '-n', '3', '--only', only], { cwd });
  return { cwd, url, code, review: JSON.parse(stdout) };
}

async function verified(cwd: string, ...args: readonly string[]) {
  const { code, stdout } = await ralph(['verify', '-q', '--json', '-n', '3', ...args], { cwd });
  return { code, found: JSON.parse(stdout) as Verification };
}

const switchFault = (url: string, id: string, method: 'PUT' | 'DELETE') =>
  fetch(`${url}/faults/${id}`, {
    method,
    ...(method === 'PUT' && { headers: { 'content-type': 'application/json' }, body: '{}' }),
  });

const standings = ({ findings }: Verification) =>
  Object.fromEntries(findings.map(({ id, standing }) => [id, standing]));

describe('ralph verify', () => {
  it('says what still blocks until it does not, asks only what it must, and leaves the review as it is', async () => {
    const { cwd, url, code, review } = await reviewed('tts-none');
    expect([code, review.verdict]).toEqual([1, 'blocked']);
    const files = await readdir(join(cwd, 'reviews'));
    const contents = () => Promise.all(files.map((name) => readFile(join(cwd, 'reviews', name), 'utf8')));
    const before = await contents();

    const still = await ralph(['verify', '-n', '3'], { cwd });
    expect(still.code).toBe(1);
    expect(still.stdout).toMatch(
      /✖ speech-missing .*\n {4}still open\n {4}\[ \] a sentence decodes to speech/,
    );
    expect(still.stdout).toContain('\nWhat to do\n');
    expect(still.stdout).toMatch(/\nStill blocks: speech-missing\n$/);
    expect(still.stderr).toContain('measuring mine at ');

    await switchFault(url, 'tts-none', 'DELETE');
    const { code: done, found } = await verified(cwd);
    expect([done, found.outcome]).toEqual([0, 'clear']);
    expect(new Set(Object.values(standings(found)))).toEqual(new Set(['closed']));
    expect(found.findings.flatMap(({ checks }) => checks).filter(({ holds }) => !holds)).toEqual([]);
    expect(found.asked).toEqual(expect.arrayContaining(['backend', 'tts']));
    expect(found.untouched.toSorted()).toEqual(['stats', 'websocket']);
    expect(await readdir(join(cwd, 'reviews'))).toEqual(files);
    expect(await contents()).toEqual(before);

    const said = await ralph(['verify', '-q', '-n', '3', '--lang', 'fr', '1'], { cwd });
    expect({ code: said.code, stderr: said.stderr }).toEqual({ code: 0, stderr: '' });
    expect(said.stdout).toContain('    [x] une phrase se décode en parole : ');
    expect(said.stdout).toMatch(/✔? ?speech-missing .*\n {4}clos\n/);
    expect(said.stdout).toContain('\nPlus rien ne bloque.');
  });

  it('says a second fault that it meets in what it asks again', async () => {
    const { cwd, url } = await reviewed('tts-none');
    await switchFault(url, 'tts-none', 'DELETE');
    await switchFault(url, 'chat-empty', 'PUT');
    const { code, found } = await verified(cwd);
    expect(code).toBe(1);
    expect(standings(found)).toMatchObject({ 'llm-silent': 'new' });
  });

  it('asks by the address of a review that was made without a config, by its Markdown as well', async () => {
    const { cwd, url } = await reviewed('tts-none', 'backend,tts');
    const elsewhere = await folder();
    const reviews = join(elsewhere, 'reviews');
    await ralph(['review', '-q', '-n', '2', '--only', 'backend,tts', '--target', url, '--reviews', reviews], {
      cwd: elsewhere,
    });
    const markdown = (await readdir(reviews)).find((name) => name.endsWith('.md')) ?? '';
    expect((await verified(elsewhere, join('reviews', markdown))).code).toBe(1);
    await switchFault(url, 'tts-none', 'DELETE');
    expect((await verified(elsewhere)).code).toBe(0);
    // The same review is of another target than this config, whatever stands at the address.
    const wrong = await ralph(['verify', '-q', join(reviews, markdown)], { cwd });
    expect({ code: wrong.code, stdout: wrong.stdout }).toEqual({ code: 2, stdout: '' });
    expect(wrong.stderr).toMatch(/: found a review of ".*" \(http.*\), expected one of "mine" \(http/);
  });

  it('starts the bundled stack for a review of it, and has nothing to ask where nothing was open', async () => {
    const cwd = await folder();
    await ralph(['review', '-q', '-n', '2', '--only', 'backend,llm'], { cwd });
    const { code, found } = await verified(cwd);
    expect({ code, asked: found.asked, findings: found.findings }).toEqual({
      ...{ code: 0, asked: [], findings: [] },
    });
    const { stdout } = await ralph(['verify', '-q'], { cwd });
    expect(stdout).toContain('This review left nothing open.');

    const [json = ''] = (await readdir(join(cwd, 'reviews'))).filter((name) => name.endsWith('.json'));
    const kept = JSON.parse(await readFile(join(cwd, 'reviews', json), 'utf8'));
    // The same review, as it would be with a criterion that ralph could not judge.
    kept.review.criteria = kept.review.criteria.map((each: { id: string }) =>
      each.id === 'llm' ? { ...each, verdict: 'errored', points: null } : each,
    );
    kept.evidence.observations.llm = { kind: 'errored', message: 'it fell over' };
    await writeFile(join(cwd, 'broken.json'), JSON.stringify(kept));
    const again = await verified(cwd, 'broken.json');
    expect([again.code, again.found.asked]).toEqual([0, ['backend', 'llm']]);
  });

  it('executes nothing out of a review file', async () => {
    const { cwd } = await reviewed('tts-none', 'backend,tts');
    const [json = ''] = (await readdir(join(cwd, 'reviews'))).filter((name) => name.endsWith('.json'));
    const { evidence } = JSON.parse(await readFile(join(cwd, 'reviews', json), 'utf8'));
    const task = { argv: ['touch', join(cwd, 'executed')], folder: cwd, timeoutMs: 9000 };
    Object.assign(evidence.target, { tests: task, build: task, python: 'touch', folder: cwd });
    const observed = (readings: object) => ({
      ...{ kind: 'observed', readings, raw: [], startedAt: evidence.observedAt, durationMs: 1 },
    });
    const ended = { exitCode: 1, durationS: 1, reason: null };
    const counts = { runner: 'pytest', passed: 0, failed: 3, skipped: 0 };
    Object.assign(evidence.observations, {
      tests: observed({
        ...{ ...ended, ...counts, state: 'failed', summary: null, missingModule: null, at: null },
      }),
      build: observed({ ...ended, state: 'failed', routes: 0, locked: false }),
    });
    await writeFile(join(cwd, 'hostile.json'), JSON.stringify(evidence));
    await ralph(['judge', '-q', 'hostile.json', '--reviews', 'hostile', '--json'], { cwd });
    const { code, found } = await verified(cwd, '--reviews', 'hostile');
    expect(code).toBe(1);
    expect(found.asked).toEqual(expect.arrayContaining(['tests', 'build']));
    // The config has no suite and no build: what cannot be asked is not closed.
    expect(Object.values(standings(found))).not.toContain('closed');
    expect(Object.values(standings(found))).toContain('unknown');
    expect(await readdir(cwd)).not.toContain('executed');
  });

  it.each<[string, (cwd: string) => Promise<string[]>, RegExp]>([
    [
      'no review',
      async () => [],
      /reviews: found no review there, expected one; make it with "ralph review"/,
    ],
    ['a cycle that is not there', async () => ['9'], /found no cycle 9 among the reviews, which are 3; /],
    ['a file that is not there', async () => ['none.json'], /none\.json {2}cannot be read \(ENOENT\)/],
    [
      'a review cut short',
      async () => [],
      /cycle-003\.json {2}found text that is not JSON \(line 1, column 2\), expected a whole JSON file/,
    ],
  ])('%s is a mistake of usage that says what to do', async (what, make, words) => {
    const cwd = await folder();
    if (what !== 'no review') {
      await mkdir(join(cwd, 'reviews'));
      await writeFile(join(cwd, 'reviews', '2026-01-31-cycle-003.json'), '{');
    }
    const { code, stdout, stderr } = await ralph(['verify', ...(await make(cwd))], { cwd });
    expect(stderr).toMatch(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});
