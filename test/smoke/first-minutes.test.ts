import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { fastapiProject, noFastapi, serving } from './fastapi-project.ts';
import { folder, ralph, root } from './ralph.ts';

const page = join(root, 'docs/first-minutes.md');

const BLOCK = /```console\n([\s\S]*?)```/g;

/** Commands of a session and what each printed. */
const stepsOf = (session: string) =>
  session
    .split(/^\$ /m)
    .slice(1)
    .map((step) => {
      const [command = '', ...printed] = step.split('\n');
      return { command, printed: printed.join('\n').trimEnd() };
    });

/**
 * What has to be the same each time: not the figures, and not what is of the machine alone. Of a review the criteria and
 * the verdict, of doctor what was looked at.
 */
function steady(command: string, printed: string): string[] {
  const lines = printed.split('\n');
  if (command.startsWith('ralph review'))
    return lines.flatMap(
      (line) => /^│ ([A-Z][\w -]*?) +│/.exec(line)?.[1] ?? /^Score.*?(\w+)$/.exec(line)?.[1] ?? [],
    );
  if (command.startsWith('ralph doctor'))
    return lines.flatMap(
      (line) =>
        /^ {2}[✓–✗] ([\w.]+)/.exec(line)?.[1] ??
        /^[A-Z].*/.exec(line.replace(/\d+/g, '#'))?.[0].split(':')[0] ??
        [],
    );
  return lines.filter((line) => !/^ *GPU /.test(line)).map((line) => line.replace(/\d{4}-\d\d-\d\d/, 'date'));
}

/** Runs a session line by line in the project, as it would look there at 80 columns. */
async function replay(session: string): Promise<string> {
  const project = await fastapiProject();
  const bin = join(dirname(project), 'bin');
  await mkdir(bin);
  await symlink(join(root, 'bin/ralph.js'), join(bin, 'ralph'));
  spawnSync('git', ['init', '-q'], { cwd: project });
  const port = new URL(await serving(project)).port;
  const env = {
    ...process.env,
    PATH: `${bin}:${process.env.PATH}`,
    COLUMNS: '80',
    LC_ALL: 'C.UTF-8',
    NO_COLOR: '1',
  };
  const steps = stepsOf(session).map(({ command }) => {
    const { stdout } = spawnSync('sh', ['-c', command], { cwd: project, env, encoding: 'utf8' });
    const printed = stdout.trimEnd().replaceAll(project, '~/her').replaceAll(`:${port}`, ':8000');
    return `$ ${command}\n${printed}\n`;
  });
  return steps.join('\n');
}

describe('the first minutes', () => {
  it('go as docs/first-minutes.md shows them (RALPH_RECORD=1 records them anew)', {
    timeout: 300_000,
  }, async () => {
    const shown = await readFile(page, 'utf8');
    const sessions = [...shown.matchAll(BLOCK)].map(([, session]) => session ?? '');
    expect(sessions.length).toBeGreaterThan(0);
    const now = await replay(sessions.join(''));
    const steps = stepsOf(now);
    if (process.env.RALPH_RECORD) {
      const recorded = shown.replace(BLOCK, (_, session: string) =>
        [
          '```console',
          ...stepsOf(session)
            .map(() => steps.shift())
            .map((step) => `$ ${step?.command}\n${step?.printed}\n`),
        ]
          .join('\n')
          .replace(/\n+$/, '\n```'),
      );
      await writeFile(page, recorded);
      return;
    }
    const told = (all: ReturnType<typeof stepsOf>) =>
      all.map(({ command, printed }) => ({ command, printed: steady(command, printed) }));
    expect(told(steps)).toEqual(told(stepsOf(sessions.join('\n'))));
  });

  it('take three commands from a clone on, and no more lines than are read in two minutes', async () => {
    const shown = await readFile(page, 'utf8');
    const [, first = ''] = /```bash\n([\s\S]*?)```/.exec(shown) ?? [];
    expect(first.trim().split('\n').length).toBeLessThanOrEqual(3);
    // What is looked at while it runs is not read word by word; 120 words a minute is slow.
    const prose = shown.slice(0, shown.indexOf('## ')).replace(BLOCK, '');
    expect(prose.split(/\s+/).filter((word) => /\w/.test(word)).length).toBeLessThanOrEqual(240);
  });

  it.skipIf(noFastapi !== null)(
    `review a real stack of FastAPI (${noFastapi ?? 'which is here'})`,
    { timeout: 300_000 },
    async () => {
      const cwd = await fastapiProject();
      const url = await serving(cwd);
      const made = await ralph(['init', '--json'], { cwd });
      expect({ code: made.code, stderr: made.stderr }).toEqual({ code: 0, stderr: '' });
      expect(parse(await readFile(join(cwd, 'ralph.config.yaml'), 'utf8')).target).toEqual({
        ...{ name: 'her', url, dialect: 'eva', folder: '.', requirements: 'backend/requirements.txt' },
        tests: { command: ['venv/bin/python', '-m', 'pytest', 'backend/tests'] },
      });
      expect((await ralph(['doctor'], { cwd })).code).toBe(0);
      const { code, stdout } = await ralph(['review', '-q', '--json', '--samples', '3', '--no-confirm'], {
        cwd,
      });
      const review = JSON.parse(stdout);
      expect({ code, blockers: review.blockers }).toEqual({ code: 0, blockers: [] });
      expect(await readdir(join(cwd, 'reviews'))).toContainEqual(expect.stringMatching(/-cycle-001\.md$/));
    },
  );
});

describe('init', () => {
  it('executes nothing of the project, and reads no file of secrets', async () => {
    const cwd = await fastapiProject();
    const trap = join(cwd, 'trapped');
    const setsOff = `#!/bin/sh\ntouch ${trap}\n`;
    await rm(join(cwd, 'venv/bin/python'));
    await writeFile(join(cwd, 'venv/bin/python'), setsOff, { mode: 0o755 });
    await writeFile(join(cwd, 'conftest.py'), `open(${JSON.stringify(trap)}, "w")\n`);
    await writeFile(join(cwd, '.env'), 'EVA_API_KEY=gsk_never_to_be_read_by_anybody_1234\n');
    const { code, stdout } = await ralph(['init', '--json', '--target', 'http://127.0.0.1:9'], { cwd });
    expect(code).toBe(0);
    expect(stdout).not.toContain('never_to_be_read');
    expect(await readdir(cwd)).not.toContain('trapped');
  });

  it('leaves a config alone, under either of its names, unless it is told to', async () => {
    const cwd = await folder();
    await writeFile(join(cwd, 'ralph.config.yml'), 'target: { url: "http://mine.test" }\n');
    const refused = await ralph(['init', '--yes'], { cwd });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(/ralph\.config\.yml already, and left it alone; .*--force writes it over/);
    const shown = await ralph(['init', '--dry-run', '--target', 'http://127.0.0.1:9'], { cwd });
    expect(parse(shown.stdout).target.url).toBe('http://127.0.0.1:9');
    expect(await readFile(join(cwd, 'ralph.config.yml'), 'utf8')).toContain('mine.test');
    expect((await ralph(['init', '--force', '--target', 'http://127.0.0.1:9'], { cwd })).code).toBe(0);
    expect(await readdir(cwd)).toEqual(['ralph.config.yml']);
    expect((await ralph(['doctor'], { cwd })).code).toBe(1);
  });

  it('refuses a folder that is not there, and a URL that is none', async () => {
    const url = 'http://127.0.0.1:9';
    const cwd = await folder();
    const { code, stdout, stderr } = await ralph(['init', join(cwd, 'nowhere'), '--target', url], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('nowhere, expected that of the project');
    expect((await ralph(['init', '--target', 'eva'], { cwd })).stderr).toContain(
      '--target: found "eva", expected an http',
    );
  });

  it('says the next commands as they are typed from here', async () => {
    const cwd = await folder();
    await mkdir(join(cwd, 'her'));
    const { stdout } = await ralph(['init', 'her', '--target', 'http://127.0.0.1:9', '--lang', 'fr'], {
      cwd,
    });
    expect(stdout).toMatch(/ review -c her\/ralph\.config\.yaml$/m);
    expect(await readFile(join(cwd, 'her/ralph.config.yaml'), 'utf8')).toContain('\nlang: fr\n');
  });
});

describe('doctor', () => {
  it('says what is wrong with a config, with all else, and that it is of no use', async () => {
    const cwd = await folder();
    await writeFile(join(cwd, 'ralph.config.yaml'), 'target: { url: "http://127.0.0.1:9", gpuu: auto }\n');
    const { code, stdout, stderr } = await ralph(['doctor', '--json'], { cwd });
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    const { prognosis, checks } = JSON.parse(stdout);
    expect(prognosis).toBe('fails');
    expect(checks.find(({ id }: { id: string }) => id === 'config').found).toContain('did you mean "gpu"?');
    expect(checks.map(({ id }: { id: string }) => id)).toContain('quiet');
  });

  it('says where there is no config how to get one', async () => {
    const { code, stdout } = await ralph(['doctor', '--lang', 'fr'], { cwd: await folder() });
    expect(code).toBe(0);
    expect(stdout).toMatch(/ralph\S* init$/m);
  });
});

describe('what is typed wrong', () => {
  it.each([
    [['reviw'], 'ralph: unknown command \'reviw\'; did you mean review?\nSee "ralph --help"'],
    [['reviw', '--help'], 'ralph: unknown command \'reviw\'; did you mean review?\nSee "ralph --help"'],
    [['help', 'reviw'], 'ralph: unknown command \'reviw\'; did you mean review?\nSee "ralph --help"'],
    [['review', '--smaples', '3'], 'did you mean --samples?\nSee "ralph review --help"'],
    [['explain'], 'ralph: missing required argument \'id\'\nSee "ralph explain --help"'],
    [['explain', 'caned-answer'], 'did you mean "canned-answer"?'],
    [['review', '--only', 'lmm'], 'did you mean "llm"?'],
    [['completion', 'csh'], 'Allowed choices are bash, zsh, fish.'],
  ])('%j is answered with what was meant, or where to look', async (args, said) => {
    const { code, stdout, stderr } = await ralph(args, { cwd: await folder() });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(said);
  });
});
