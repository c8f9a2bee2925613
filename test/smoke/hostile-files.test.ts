import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import MarkdownIt from 'markdown-it';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startStack } from '../../fixtures/stacks/stack.js';
import { fixtures, folder, ralph } from './ralph.ts';

/** What no terminal and no log may be sent: all that is not text, and orders to a CI runner. */
const HARMFUL = /(?![\n\t])[\p{Cc}\p{Bidi_Control}\ufeff]|^\s*::|##\[|##vso\[/mu;
const EVIL =
  'x\n::set-output name=verdict::ok\n##[command]rm\u001b]0;owned\u0007\u001b[2J\u202e <img src=http://evil.example/a> ---';
const DEEP = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;

const seed = (): Promise<string> => readFile(join(fixtures, 'evidence/cycle-59.json'), 'utf8');

/** Saved evidence in which everything that a stack said is what harms whoever reads it. */
async function evilEvidence(): Promise<string> {
  const evidence = JSON.parse(await seed());
  const target = { ...evidence.target, name: EVIL, url: `http://127.0.0.1:9/${EVIL}`, folder: EVIL };
  const kinds = [
    { kind: 'unavailable', reason: EVIL },
    { kind: 'errored', message: EVIL },
  ];
  const observations = Object.keys(evidence.observations).map((id, at) => [id, kinds[at % 2]]);
  const raw = Array(2).fill({ title: EVIL, language: EVIL, content: EVIL });
  const { backend } = evidence.observations;
  observations.push(['backend', { ...backend, raw }], [EVIL, kinds[1]]);
  const rubric = { ...evidence.rubric, label: EVIL };
  return JSON.stringify({
    ...{ ...evidence, ralph: EVIL, target, rubric },
    observations: Object.fromEntries(observations),
  });
}

describe('files that somebody else wrote', () => {
  it.each([
    [['judge', 'evil.json']],
    [['judge', 'evil.json', '--reporter', 'markdown']],
    [['judge', 'evil.json', '--json']],
    [['judge', 'evil.json', '--lang', 'fr', '--reviews', 'reviews']],
    [['compare', 'seed.json', 'evil.json']],
    [['compare', 'seed.json', 'evil.json', '--json']],
    [['verify', 'evil.json']],
  ])('are shown as text only: %s', async (args) => {
    const cwd = await folder();
    await writeFile(join(cwd, 'evil.json'), await evilEvidence());
    await writeFile(join(cwd, 'seed.json'), await seed());
    const { code, stdout, stderr } = await ralph(args, { cwd });
    expect([0, 1, 2, 3]).toContain(code);
    expect(stdout + stderr).not.toBe('');
    expect(stdout).not.toMatch(HARMFUL);
    expect(stderr).not.toMatch(HARMFUL);
    if (!args.includes('markdown')) return;
    const [, , ...body] = stdout.split(/^---$/m);
    expect(new MarkdownIt({ html: true }).render(body.join('---'))).not.toContain('<img');
  });

  it.each(['judge', 'verify'])('are refused where they nest too deep: %s', async (command) => {
    const cwd = await folder();
    await writeFile(join(cwd, 'deep.json'), `${(await seed()).trimEnd().slice(0, -1)},"more":${DEEP}}`);
    const { code, stderr } = await ralph([command, 'deep.json'], { cwd });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('deep.json  found JSON that nests deeper than 200 levels'),
    });
  });

  it('cost no review: one among the earlier ones is passed over, and named', async () => {
    const cwd = await folder();
    await mkdir(join(cwd, 'reviews'));
    await writeFile(join(cwd, 'reviews/2026-01-01-cycle-001.json'), `{"review":${DEEP}}`);
    await writeFile(join(cwd, 'seed.json'), await seed());
    const { code, stderr } = await ralph(['judge', 'seed.json', '--reviews', 'reviews', '--cycle', '2'], {
      cwd,
    });
    expect(code).toBe(0);
    expect(stderr).toContain('2026-01-01-cycle-001.json');
    expect(stderr).toContain('nests deeper than 200 levels');
  });
});

describe('a stack whose JSON nests without end', () => {
  it.each([
    ['validate', 1],
    ['detect', 1],
    ['review', 1],
  ])(
    '%s ends with a verdict of it',
    async (command, expected) => {
      const { url, close } = await startStack('deep-json');
      onTestFinished(close);
      const brief = ['--only', 'backend,llm,websocket', '-n', '1', '--warmup', '0', '--timeout', '1s', '-q'];
      const args = {
        validate: ['--target', url],
        detect: [url],
        review: ['--target', url, '--reviews', await folder(), ...brief],
      }[command];
      const { code, stdout, stderr } = await ralph([command, ...(args ?? [])]);
      expect({ code, stderr }).toEqual({ code: expected, stderr: '' });
      expect(stdout).not.toMatch(HARMFUL);
    },
    180_000,
  );
});

it('what breaks in ralph itself is said without its secrets and without orders, and passes no gate', async () => {
  const cwd = await folder();
  const early = join(cwd, 'early.cjs');
  const secret = 'q7Zk3Lm9Xw2Rb5Tn8Vc1';
  await writeFile(
    early,
    `process.on('newListener', (name) => name === 'uncaughtException' && setImmediate(() => Promise.reject(new Error(${JSON.stringify(EVIL)} + process.env.SOME_API_KEY))));`,
  );
  const { code, stderr } = await ralph(['judge', join(fixtures, 'evidence/cycle-59.json')], {
    cwd,
    env: { SOME_API_KEY: secret, NODE_OPTIONS: `--require ${early}` },
  });
  expect(code).toBe(3);
  expect(stderr).toMatch(/^ralph: x\n: :set-output/);
  expect(stderr).toContain('[secret]');
  expect(stderr).not.toContain(secret);
  expect(stderr).not.toMatch(HARMFUL);
});
