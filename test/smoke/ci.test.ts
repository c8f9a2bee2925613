import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { startStack } from '../../fixtures/stacks/stack.js';
import { noPromtool, promtool } from '../promtool.ts';
import { action, runAction } from './action.ts';
import { folder, ralph } from './ralph.ts';
import { bash, programs, RALPH, root } from './shell.ts';

const WHOLE_MS = 120_000;

let stack: Awaited<ReturnType<typeof startStack>>;
beforeAll(async () => {
  stack = await startStack('eva-like');
});
afterAll(() => stack.close());

const CONFIG = 'ralph.config.yaml';

/** A folder with the config of a stack: one that runs, or one that nobody runs, whose review is quick, and blocked. */
async function project(url = 'http://127.0.0.1:9'): Promise<string> {
  const cwd = await folder();
  const samples = '{ warm: 1, most: 1, warmup: 0, idle: 1ms }';
  await writeFile(
    join(cwd, CONFIG),
    `target: { name: eva, url: "${url}", gpu: ignore }\nsamples: ${samples}\n`,
  );
  return cwd;
}

const read = (file: string): Promise<string> => readFile(join(root, file), 'utf8');

describe('action.yml', () => {
  it('says what each input and output is, uses each input, and pins what it uses', async () => {
    const { inputs, outputs, runs } = await action();
    const text = await read('action.yml');
    for (const [name, { description, ...rest }] of Object.entries(inputs)) {
      expect(description.length).toBeGreaterThan(20);
      expect(typeof rest.default).toBe('string');
      expect(text).toMatch(new RegExp(`\\binputs\\.${name}\\b`));
    }
    for (const { description } of Object.values(outputs)) expect(description.length).toBeGreaterThan(10);
    for (const { uses, run } of runs.steps) {
      if (uses !== undefined) expect(uses).toMatch(/^actions\/[\w-]+@v\d+$/);
      // Else whoever writes an input writes the script.
      if (run !== undefined) expect(run).not.toContain('${{');
    }
  });

  it(
    'reviews, annotates, sums up, keeps the files, and ends as the review does',
    async () => {
      const cwd = await project();
      const { code, stdout, outputs, summary, npm } = await runAction(cwd, {
        args: '--only=backend\n--quiet\n',
        lang: 'fr',
      });
      expect(code).toBe(1);
      expect(npm).toBe(`npm ci --no-audit --no-fund in ${root.replace(/\/$/, '')}\n`);
      expect(stdout).toMatch(
        /^Ralph Moderator - cycle 1 - eva\n[\s\S]*\n::error title=stack-unreachable%3A /,
      );
      expect(outputs).toMatchObject({ verdict: 'blocked', score: '0', cycle: '1' });
      expect((await readdir(outputs.folder ?? '')).sort()).toEqual([
        ...['badge.json', 'badge.svg', 'junit.xml', 'metrics.txt', 'review.json', 'review.md'],
      ]);
      expect(summary).toContain('# ❌ Ralph - eva - cycle 1');
      expect(summary).toContain('BLOCAGE CRITIQUE');
      expect(await readdir(join(cwd, 'reviews'))).toContainEqual(expect.stringMatching(/-cycle-001\.md$/));
      const open = await runAction(cwd, { args: '--only=backend', 'fail-on': 'never' });
      expect(open).toMatchObject({ code: 0, outputs: { cycle: '2' } });
    },
    WHOLE_MS,
  );

  it('takes inputs for what they are, and no part of them for a command', async () => {
    const cwd = await project();
    const evil = '"; touch harmed; $(touch harmed) `touch harmed` #';
    const result = await runAction(cwd, {
      config: evil,
      target: evil,
      args: `${evil}\n--only=backend`,
      notify: evil,
      lang: 'fr',
    });
    expect(result).toMatchObject({ code: 2, outputs: { verdict: '', score: '', cycle: '' } });
    expect(await readdir(cwd)).not.toContain('harmed');
  });
});

describe('the Dockerfile', () => {
  /** `COPY --from=build SOURCE… TARGET` of the last stage: what is in the image. */
  const copied = async () =>
    [...(await read('Dockerfile')).matchAll(/^COPY --from=build (.+) (\S+)$/gm)].map(
      ([, from = '', to = '']) => ({
        sources: from.split(' ').map((source) => source.replace(/^\/ralph\//, '')),
        to,
      }),
    );

  it('carries what the package carries, and what it needs', async () => {
    const { files, dependencies } = JSON.parse(await read('package.json'));
    const inside = (await copied()).flatMap(({ sources }) => sources);
    for (const file of files)
      expect(inside.some((each) => file === each || file.startsWith(`${each}/`))).toBe(true);
    expect(inside).toContain('node_modules');
    expect(Object.keys(dependencies).length).toBeGreaterThan(5);
    const ignored = (await read('.dockerignore')).trim().split('\n');
    // What is built inside must not come from outside; what is copied from outside must come.
    expect(ignored).toEqual(expect.arrayContaining(['node_modules', 'dist']));
    for (const source of ['src', 'bin', 'docs', 'fixtures', 'package.json', 'tsdown.config.ts'])
      expect(ignored).not.toContain(source);
  });

  it(
    'reviews with nothing but what it carries',
    async () => {
      const image = await folder();
      for (const { sources, to } of await copied())
        for (const source of sources) {
          const target = join(image, to.endsWith('/') ? source : to);
          await mkdir(dirname(target), { recursive: true });
          if (source === 'node_modules') await symlink(join(root, source), target);
          else await cp(join(root, source), target, { recursive: true });
        }
      const cwd = await folder();
      const [, entry] =
        /^RUN ln -s \/ralph\/(\S+) \/usr\/local\/bin\/ralph$/m.exec(await read('Dockerfile')) ?? [];
      const program = `'${process.execPath}' '${join(image, entry ?? '')}'`;
      const words = 'review --reference --only backend,llm --samples 1 --warmup 0 --quiet';
      const { code, stdout } = await bash(`${program} ${words}`, { cwd });
      expect({ code, stdout }).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('cycle 1 - reference'),
      });
      expect(await bash(`${program} explain gpu-idle`, { cwd })).toMatchObject({ code: 0 });
    },
    WHOLE_MS,
  );
});

describe('.pre-commit-hooks.yaml', () => {
  it('runs a command that exists on the files it is meant for, and stops what contradicts itself', async () => {
    const [hook] = parse(await read('.pre-commit-hooks.yaml'), { strict: true });
    expect(hook).toMatchObject({ id: 'ralph-lint', language: 'node', entry: 'ralph lint' });
    const files = new RegExp(hook.files);
    expect(files.test('reviews/2026-01-20-cycle-059.md')).toBe(true);
    for (const other of ['README.md', 'reviews/README.md', 'reviews/2026-01-20-cycle-059.json'])
      expect(files.test(other)).toBe(false);
    const cwd = await folder();
    const PATH = await programs(cwd, { ralph: RALPH });
    const good = join(root, 'fixtures/reviews/cycle-59.en.markdown.md');
    expect(await bash(`${hook.entry} '${good}'`, { cwd, env: { PATH } })).toMatchObject({ code: 0 });
    await writeFile(join(cwd, 'bad.md'), (await readFile(good, 'utf8')).replace('**72/80**', '**71/80**'));
    expect(await bash(`${hook.entry} bad.md`, { cwd, env: { PATH } })).toMatchObject({ code: 1 });
  });
});

describe('docs/ci.md', () => {
  const blocks = async (language: string): Promise<string[]> =>
    [...(await read('docs/ci.md')).matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
      ([, body]) => body ?? '',
    );
  const yaml = async () => (await blocks('yaml')).map((text) => parse(text, { strict: true }));

  /** `docker run … ralph WORDS` is ralph; all else that docker does is noted. */
  const DOCKER = `[ "$1" = run ] || exit 0\nwhile [ "$1" != ralph ]; do shift; done\nshift\n${RALPH}`;

  async function shell(): Promise<{ cwd: string; env: Record<string, string> }> {
    const cwd = await project(stack.url);
    return { cwd, env: { PATH: await programs(cwd, { ralph: RALPH, docker: DOCKER }) } };
  }

  it('knows every reporter that there is for CI', async () => {
    const text = await read('docs/ci.md');
    const { stderr } = await ralph(['judge', 'x', '--reporter', 'none-such']);
    const ids = /expected one of (.+)/.exec(stderr)?.[1]?.split(/[,;] /) ?? [];
    expect(ids.length).toBeGreaterThan(8);
    for (const id of ids.map((each) => each.trim())) expect(text).toContain(`\`${id}\``);
  });

  it(
    'shows commands that run as they stand',
    async () => {
      const all = await blocks('bash');
      expect(all.length).toBeGreaterThanOrEqual(4);
      const told: string[] = [];
      for (const script of all) {
        const { cwd, env } = await shell();
        const { code, stderr } = await bash(
          script.replaceAll('hooks.slack.example/services/…', '127.0.0.1:1/x'),
          { cwd, env },
        );
        expect({ script, code, stderr }).toMatchObject({ code: 0 });
        told.push(stderr);
        const named = [...script.matchAll(/--reporter [\w-]+=(\S+)/g)].map(([, file = '']) => file);
        for (const file of named) expect(await readdir(cwd)).toContain(file.replace('.prom.tmp', '.prom'));
      }
      expect(told.join('')).toMatch(/could not tell slack \(SLACK_WEBHOOK_URL\): \w+/);
      expect(told.join('')).toMatch(/could not tell json \(PAGER_URL\): it is not set/);
    },
    WHOLE_MS,
  );

  it(
    'shows a workflow whose steps are right: the action takes what it is given, and gives what is asked of it',
    async () => {
      const [workflow] = await yaml();
      const { inputs, outputs } = await action();
      const { steps } = workflow.jobs.review;
      const own = steps.find(({ uses = '' }: { uses?: string }) => uses.startsWith('your-org/ralph@'));
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(own.with)));
      const cwd = await project(stack.url);
      const result = await runAction(cwd, { ...own.with, args: `${own.with.args}--only=backend` });
      expect(result).toMatchObject({
        code: 0,
        outputs: { verdict: expect.stringMatching(/^(?:ok|attention)$/) },
      });
      expect(result.stderr).toContain('could not tell slack (SLACK_WEBHOOK_URL): it is not set');

      const said = steps.at(-1);
      const asked = Object.values<string>(said.env).map(
        (text) => /steps\.ralph\.outputs\.(\w+)/.exec(text)?.[1],
      );
      for (const name of asked) expect(Object.keys(outputs)).toContain(name);
      const spoken = await bash(said.run, { cwd, env: { VERDICT: 'ok', SCORE: '100' } });
      expect(spoken.stdout).toBe('ralph says ok, 100 %\n');
      // Without a later step, a failed review would keep its reviews nowhere.
      const keep = steps.find(({ uses = '' }: { uses?: string }) => uses.startsWith('actions/cache/save'));
      expect(keep.if).toContain('!cancelled()');
      expect(keep.with.path).toBe('reviews');
    },
    WHOLE_MS,
  );

  it(
    'shows a step without the action, which runs',
    async () => {
      const step = (await yaml()).find((each) => Array.isArray(each))?.[0];
      const { cwd, env } = await shell();
      const { code } = await bash(step.run, {
        cwd,
        env: { ...env, GITHUB_STEP_SUMMARY: join(cwd, 'summary.md') },
      });
      expect(code).toBe(0);
      expect(await readdir(cwd)).toEqual(expect.arrayContaining(['summary.md', 'junit.xml']));
    },
    WHOLE_MS,
  );

  it(
    'shows a job for GitLab, which runs, and leaves every file that it promises',
    async () => {
      const { review } = (await yaml()).find((each) => each.review?.script);
      const { cwd, env } = await shell();
      for (const line of review.script) expect(await bash(line, { cwd, env })).toMatchObject({ code: 0 });
      const { paths, reports } = review.artifacts;
      expect(await readdir(cwd)).toEqual(expect.arrayContaining([...paths, ...Object.values(reports)]));
      expect(review.cache.paths).toEqual(['reviews']);
      expect(await readFile(join(cwd, reports.metrics), 'utf8')).toContain('# EOF');
      expect(JSON.parse(await readFile(join(cwd, reports.codequality), 'utf8'))).toBeInstanceOf(Array);
    },
    WHOLE_MS,
  );

  it('names hooks that there are', async () => {
    const { repos } = (await yaml()).find((each) => each.repos);
    const known = parse(await read('.pre-commit-hooks.yaml')).map(({ id }: { id: string }) => id);
    for (const { hooks } of repos) for (const { id } of hooks) expect(known).toContain(id);
  });

  const rules = async (): Promise<string> =>
    (await blocks('yaml')).find((text) => text.startsWith('groups:')) ?? '';

  it('has rules over figures that a review has', async () => {
    const golden = await read('fixtures/reviews/cycle-53.en.openmetrics.txt');
    const named = [...(await rules()).matchAll(/\bralph_\w+/g)].map(([name]) => name);
    expect(named.length).toBeGreaterThan(2);
    // That cycle has no figure in doubt.
    for (const name of named.filter((each) => each !== 'ralph_metric_in_doubt'))
      expect(golden).toContain(`# TYPE ${name} gauge`);
  });

  it.skipIf(noPromtool)(`has rules that Prometheus takes${noPromtool}`, async () => {
    const cwd = await folder();
    await writeFile(join(cwd, 'rules.yml'), await rules());
    const { stdout } = await promtool(['check', 'rules', 'rules.yml'], { cwd });
    expect(stdout).toContain('SUCCESS: 3 rules found');
  });
});
