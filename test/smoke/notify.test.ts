import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startStack } from '../../fixtures/stacks/stack.js';
import { listening } from './listening.ts';
import { ralph } from './ralph.ts';
import { project } from './shell.ts';

const SECRET = 'xyzzy-plugh-0123456789';

/** Takes what is posted; answers each with `status`, or with nothing at all. */
async function hook(status: number | null = 200) {
  const came: { path: string; body: Record<string, unknown> }[] = [];
  const server = createServer(async (request, answer) => {
    const text = (await request.toArray()).join('');
    came.push({ path: request.url ?? '', body: JSON.parse(text) });
    if (status !== null) answer.writeHead(status).end();
  });
  const { url, close } = await listening(server);
  onTestFinished(close);
  return { url: `${url}/services/${SECRET}`, came };
}

const REVIEW = ['review', '--only', 'backend'];

describe('ralph review --notify', () => {
  it('tells each service of a verdict that changed, and of no other unless asked', async () => {
    const { url, came } = await hook();
    const cwd = await project();
    const env = { HOOK: url, CI_JOB_URL: 'https://ci.example/jobs/7' };
    const all = ['slack', 'discord', 'teams', 'json'].flatMap((service) => ['--notify', `${service}=HOOK`]);
    const first = await ralph([...REVIEW, ...all], { cwd, env });
    expect(first.code).toBe(1);
    expect(came.map(({ path }) => path)).toEqual(Array(4).fill(`/services/${SECRET}`));
    const plain = came.find(({ body }) => body.schema === 'ralph/notice@1');
    expect(plain?.body).toMatchObject({
      ...{ target: 'eva', cycle: 1, verdict: 'blocked', before: null, page: 'https://ci.example/jobs/7' },
      blockers: [{ id: 'stack-unreachable' }],
    });
    expect(first.stderr).toContain('told slack (HOOK)');

    // The same verdict again.
    expect(await ralph([...REVIEW, '--notify', 'json=HOOK'], { cwd, env })).toMatchObject({ code: 1 });
    expect(came).toHaveLength(4);
    await ralph([...REVIEW, '--notify', 'json=HOOK', '--notify-on', 'always'], { cwd, env });
    expect(came[4]?.body).toMatchObject({ cycle: 3, before: 'blocked', changed: false });

    // Somebody starts the stack.
    const stack = await startStack('eva-like');
    onTestFinished(stack.close);
    const up = await ralph([...REVIEW, '--target', stack.url, '--notify', 'json=HOOK'], { cwd, env });
    expect(up.code).toBe(0);
    expect(came[5]?.body).toMatchObject({ cycle: 4, verdict: 'ok', before: 'blocked', changed: true });

    const said = [first, up].map(({ stdout, stderr }) => stdout + stderr).join('');
    expect(said).not.toContain(SECRET);
  });

  it('changes no exit code and no review: a refusal, silence, nobody there, and no address are said', async () => {
    const [refusing, silent] = [await hook(500), await hook(null)];
    const cwd = await project();
    const env = {
      REFUSING: refusing.url,
      SILENT: silent.url,
      GONE: `http://127.0.0.1:1/${SECRET}`,
      EMPTY: '',
    };
    const told = Object.keys(env).flatMap((name) => ['--notify', `json=${name}`]);
    const { code, stderr, stdout } = await ralph([...REVIEW, '-q', ...told], { cwd, env });
    expect(code).toBe(1);
    expect(stdout).toContain('BLOCKED');
    const lines = stderr.trim().split('\n').sort();
    expect(lines).toEqual([
      'could not tell json (EMPTY): it is not set, or holds no address of http or https',
      expect.stringMatching(/^could not tell json \(GONE\): [A-Z_a-z ]+$/),
      'could not tell json (REFUSING): HTTP 500',
      'could not tell json (SILENT): no answer within 10000 ms',
    ]);
    expect(stdout + stderr).not.toContain(SECRET);
  });

  it('is refused before anything is measured where it cannot be meant', async () => {
    const cwd = await project();
    const { code, stdout, stderr } = await ralph(
      [...REVIEW, '--notify', `slack=https://x.example/${SECRET}`],
      { cwd },
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('such as slack=SLACK_WEBHOOK_URL');
    expect(stderr).not.toContain(SECRET);
  });
});

describe('ralph review --reporter', () => {
  it('writes every file of CI in one run, with the annotations after the table', async () => {
    const cwd = await project();
    await writeFile(join(cwd, 'summary.md'), 'of an earlier step\n');
    const files = ['junit', 'gitlab', 'openmetrics', 'badge', 'shields'].flatMap((id) => [
      '--reporter',
      `${id}=${id}.out`,
    ]);
    const drawn = [...files, '--reporter', 'github', '--reporter', 'github-summary=summary.md'];
    const { code, stdout } = await ralph([...REVIEW, '-q', ...drawn], { cwd });
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^Ralph Moderator - cycle 1 - eva\n[\s\S]*\n::error title=stack-unreachable%3A [^\n]*\n$/,
    );
    const read = (name: string) => readFile(join(cwd, name), 'utf8');
    expect(await read('summary.md')).toMatch(/^of an earlier step\n# ❌ Ralph - eva - cycle 1\n/);
    expect(await read('junit.out')).toContain('failures="1"');
    expect(JSON.parse(await read('gitlab.out'))).toMatchObject([{ check_name: 'ralph/stack-unreachable' }]);
    expect(await read('openmetrics.out')).toContain(
      'ralph_review_verdict{target="eva",verdict="blocked"} 1\n',
    );
    expect(await read('badge.out')).toContain('ralph: blocked 0 %');
    expect(JSON.parse(await read('shields.out'))).toMatchObject({ message: 'blocked 0 %' });
  });
});
