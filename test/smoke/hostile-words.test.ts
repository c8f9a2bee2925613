import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import markdownIt from 'markdown-it';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { evil } from '../../fixtures/stacks/says-evil.js';
import { startStack } from '../../fixtures/stacks/stack.js';
import { noBrowser, openBlank } from '../browser.ts';
import { fixtures, type Result, ralph } from './ralph.ts';

/** What no terminal, page or log may be sent: everything that is not text, and orders to a CI runner. */
const HARMFUL = /(?![\n\t])[\p{Cc}\p{Bidi_Control}\ufeff]|^\s*::|##\[|##vso\[/mu;

const quoted = (text: string): string => `'${text.replaceAll('\0', '').replaceAll("'", `'\\''`)}'`;

/** Programs that say it too, each where it speaks: standard output, standard error, the name of a process or a device. */
async function programs(cwd: string): Promise<string> {
  const bin = join(cwd, 'bin');
  await mkdir(bin);
  const write = async (name: string, lines: readonly string[]) => {
    await writeFile(join(bin, name), ['#!/bin/sh', `EVIL=${quoted(evil)}`, ...lines, ''].join('\n'));
    await chmod(join(bin, name), 0o755);
  };
  const say = 'printf "%s\\n" "$EVIL"; printf "%s\\n" "$EVIL" >&2';
  const oneLine = evil.replaceAll('\n', ' ').replaceAll('|', '/').replaceAll('&', '+').replaceAll('\0', '');
  await write('nvidia-smi', [
    'DRIVER=580.95.05 CUDA=13.0',
    `GPUS=${quoted(`0|${oneLine}|24564|900|0|64|312.07|2520|0x0`)}`,
    `PROCESSES=${quoted(`2841|${oneLine}|654`)}`,
    `. ${quoted(join(fixtures, 'commands/nvidia-smi.sh'))}`,
  ]);
  await write('python3', [say, 'exit 1']);
  await write('pytest', [say, 'echo "FAILED tests/test_x.py::test_$EVIL - $EVIL"', 'exit 1']);
  await write('next', [say, 'exit 1']);
  return bin;
}

/** The drawings that CI and dashboards read, each in a file of its id. */
const FOR_CI = ['junit', 'github', 'github-summary', 'gitlab', 'openmetrics', 'badge', 'shields'] as const;

const reviewed: {
  result: Result;
  markdown: string;
  terminal: string;
  forCi: Partial<Record<(typeof FOR_CI)[number], string>>;
  review: Record<string, unknown>;
} = {
  result: { code: null, stdout: '', stderr: '' },
  markdown: '',
  terminal: '',
  forCi: {},
  review: {},
};

let cwd: string;
afterAll(() => rm(cwd, { recursive: true, force: true }));

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'ralph-words-'));
  const { url, close } = await startStack('says-evil');
  const config = {
    target: {
      url,
      folder: '.',
      python: 'python3',
      gpu: 'required',
      tests: { command: ['pytest'] },
      build: { command: ['next'] },
    },
    samples: { warm: 1, most: 1, warmup: 0, idle: '0s', timeout: '5s' },
  };
  await writeFile(join(cwd, 'ralph.config.yaml'), JSON.stringify(config));
  const env = { PATH: [await programs(cwd), process.env.PATH].join(delimiter) };
  const drawings = ['markdown', 'terminal=drawn.txt', ...FOR_CI.map((id) => `${id}=${id}.out`)];
  const asked = drawings.flatMap((drawing) => ['--reporter', drawing]);
  reviewed.result = await ralph(['review', ...asked], { cwd, env });
  await close();
  expect(reviewed.result).toMatchObject({ code: 1 });
  const names = await readdir(join(cwd, 'reviews'));
  const read = (end: string) =>
    readFile(join(cwd, 'reviews', names.find((name) => name.endsWith(end)) ?? ''), 'utf8');
  reviewed.markdown = await read('.md');
  reviewed.terminal = await readFile(join(cwd, 'drawn.txt'), 'utf8');
  for (const id of FOR_CI) reviewed.forCi[id] = await readFile(join(cwd, `${id}.out`), 'utf8');
  reviewed.review = JSON.parse(await read('.json'));
  expect(await readdir(cwd)).not.toContain('harmed');
}, 120_000);

describe('a stack, and programs, that say what harms whoever reads it', () => {
  it('are blocked, and quoted', () => {
    expect(reviewed.result.code).toBe(1);
    // It was said, and by each of them: else this proves nothing.
    for (const words of ['window.harmed', 'HYPERLINK', 'evil.example/b.png'])
      expect(reviewed.markdown.split(words).length).toBeGreaterThan(5);
  });

  it('reach no terminal and no log with anything but text', () => {
    expect(reviewed.result.stdout).not.toMatch(HARMFUL);
    expect(reviewed.result.stderr).not.toMatch(HARMFUL);
    expect(reviewed.terminal).not.toMatch(HARMFUL);
    expect(reviewed.markdown).not.toMatch(HARMFUL);
  });

  it.each(FOR_CI.filter((id) => id !== 'github'))('reach no reader of %s with anything but text', (id) => {
    expect(reviewed.forCi[id]).not.toMatch(HARMFUL);
  });

  it('reach GitHub as what ralph’s own annotations quote, and give the runner no order', () => {
    const lines = (reviewed.forCi.github ?? '').trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) {
      const [, head = ''] = /^(::(?:error|warning|notice) title=[^:,]*::)/.exec(line) ?? [];
      expect(head).not.toBe('');
      expect(line.slice(head.length)).not.toMatch(HARMFUL);
    }
    expect(lines.join('')).toContain('window.harmed');
  });

  it('write no front matter', () => {
    const [, yaml = ''] = reviewed.markdown.split(/^---$/m);
    for (const version of ['1.1', '1.2'] as const)
      expect(parse(yaml, { version, strict: true })).toMatchObject({ verdict: 'blocked', cycle: 1 });
  });
});

describe.skipIf(noBrowser)(`as a page, with every HTML that Markdown lets through${noBrowser}`, () => {
  const page = (drawn: 'review' | 'summary'): string => {
    // With its front matter, as a viewer that knows of none would show it.
    const markdown = drawn === 'review' ? reviewed.markdown : (reviewed.forCi['github-summary'] ?? '');
    const html = markdownIt({ html: true, linkify: true }).render(markdown);
    return `<!doctype html><meta charset="utf-8"><title>review</title>${html}`;
  };

  it.each([
    ['review', 'under a strict policy', "default-src 'none'; base-uri 'none'; form-action 'none'"],
    ['review', 'without a policy', undefined],
    ['summary', 'without a policy', undefined],
  ] as const)('the %s runs no script and loads nothing: %s', async (drawn, _, policy) => {
    const { page: tab, asked, errors, close } = await openBlank(page(drawn), policy);
    onTestFinished(close);
    expect(await tab.evaluate('window.harmed')).toBeUndefined();
    const active =
      'script, img, iframe, object, embed, svg, style, link, base, form, video, audio, meta[http-equiv]';
    expect(await tab.locator(active).count()).toBe(0);
    const links: string[] = await tab
      .locator('a')
      .evaluateAll((all) => all.map((each) => each.getAttribute('href') ?? ''));
    // An address that a stack says may become a link that says where it leads; never one under other words.
    for (const link of links) expect(link).toMatch(/^https?:\/\/(evil\.example|127\.0\.0\.1|localhost)/);
    expect(asked).toEqual([]);
    expect(errors).toEqual([]);
    expect(await tab.locator('h1').count()).toBe(1);
  });
});
