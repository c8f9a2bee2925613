import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { action, runAction } from './action.ts';
import { folder, root } from './ralph.ts';
import { bash, programs, project, RALPH, read } from './shell.ts';

const WHOLE_MS = 120_000;

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
        ...['badge.json', 'badge.svg', 'junit.xml', 'metrics.txt', 'review.html', 'review.json', 'review.md'],
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
