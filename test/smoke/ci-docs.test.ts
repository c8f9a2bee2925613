import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { startStack } from '../../fixtures/stacks/stack.js';
import { examplesOf } from '../docs/pages.ts';
import { noPromtool, promtool } from '../promtool.ts';
import { action, runAction } from './action.ts';
import { folder, ralph } from './ralph.ts';
import { bash, programs, project, RALPH, read } from './shell.ts';

const WHOLE_MS = 120_000;

let stack: Awaited<ReturnType<typeof startStack>>;
beforeAll(async () => {
  stack = await startStack('eva-like');
});
afterAll(() => stack.close());

describe('docs/ci.md', () => {
  const blocks = (language: string): string[] => examplesOf('docs/ci.md', language).map(({ text }) => text);
  const yaml = () => blocks('yaml').map((text) => parse(text, { strict: true }));

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
      const all = blocks('bash');
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
      const [workflow] = yaml();
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
      expect(spoken.stdout).toBe('verdict ok, 100 %\n');
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
      const step = yaml().find((each) => Array.isArray(each))?.[0];
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
      const { review } = yaml().find((each) => each.review?.script);
      const { cwd, env } = await shell();
      // As GitLab checks it out: a commit, and no branch.
      const git = 'git -c user.name=x -c user.email=x@x.example';
      await bash(`git init -q && ${git} commit -q --allow-empty -m x && git checkout -q --detach`, {
        cwd,
        env,
      });
      for (const line of review.before_script)
        expect(await bash(line, { cwd, env: { ...env, CI_COMMIT_REF_NAME: 'a/b' } })).toMatchObject({
          code: 0,
        });
      expect((await bash('git symbolic-ref --short HEAD', { cwd, env })).stdout).toBe('a/b\n');
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
    const { repos } = yaml().find((each) => each.repos);
    const known = parse(await read('.pre-commit-hooks.yaml')).map(({ id }: { id: string }) => id);
    for (const { hooks } of repos) for (const { id } of hooks) expect(known).toContain(id);
  });

  const rules = blocks('yaml').find((text) => text.startsWith('groups:')) ?? '';

  it('has rules over figures that a review has', async () => {
    const golden = await read('fixtures/reviews/cycle-53.en.openmetrics.txt');
    const named = [...rules.matchAll(/\bralph_\w+/g)].map(([name]) => name);
    expect(named.length).toBeGreaterThan(2);
    // That cycle has no figure in doubt.
    for (const name of named.filter((each) => each !== 'ralph_metric_in_doubt'))
      expect(golden).toContain(`# TYPE ${name} gauge`);
  });

  it.skipIf(noPromtool)(`has rules that Prometheus takes${noPromtool}`, async () => {
    const cwd = await folder();
    await writeFile(join(cwd, 'rules.yml'), rules);
    const { stdout } = await promtool(['check', 'rules', 'rules.yml'], { cwd });
    expect(stdout).toContain('SUCCESS: 3 rules found');
  });
});
