import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { loadScenario } from '../../src/bench/load-scenario.ts';
import { rules } from '../../src/cli/rules.ts';
import { loadConfig } from '../../src/config/load.ts';
import { ralph } from '../smoke/ralph.ts';
import { type Example, pages } from './pages.ts';

const examples = pages.flatMap(({ examples: all }) => all);
const of = (...languages: string[]): Example[] =>
  examples.filter(({ language }) => languages.includes(language));
const placeOf = ({ file, line }: Example): string => `${file}:${line}`;

const folder = mkdtempSync(join(tmpdir(), 'ralph-docs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every variable that an example names is set. */
const env = new Proxy(
  {},
  { get: () => 'a-key', getOwnPropertyDescriptor: () => ({ configurable: true, value: '' }) },
);

const saved = (text: string): string => {
  const file = join(folder, 'example.yaml');
  writeFileSync(file, text);
  return file;
};

it('every example says in which language it is, and of all languages there is one that is checked below', () => {
  // `console` is a session that a test replays, `markdown` an example of it; `sql` is run by test/fleet/postgres-tables.
  const checked = ['bash', 'console', 'yaml', 'json', 'markdown', 'ts', 'text', 'ini', 'python', 'sql'];
  expect(examples.filter(({ language }) => !checked.includes(language)).map(placeOf)).toEqual([]);
  expect(of('bash').length).toBeGreaterThan(100);
});

it('every line for a shell is one that a shell can read', () => {
  const wrong = of('bash').flatMap((example) => {
    const { status, stderr } = spawnSync('bash', ['-n'], {
      input: example.text.replaceAll('…', 'x'),
      encoding: 'utf8',
    });
    return status === 0 ? [] : [`${placeOf(example)}: ${stderr}`];
  });
  expect(wrong).toEqual([]);
});

/** A remedy shows the keys that it is about, below an address that everybody has. */
const withAddress = (config: string): string =>
  /\b(?:url|services):/.test(config)
    ? config
    : config.replace(/^target:\n/m, '$&  url: http://localhost:8000\n');

describe('YAML', () => {
  const parsed = of('yaml').map((example) => ({ ...example, documents: parseAllDocuments(example.text) }));

  it('is YAML', () => {
    const wrong = parsed.flatMap(({ documents, ...example }) =>
      documents.flatMap(({ errors }) => errors.map(({ message }) => `${placeOf(example)}: ${message}`)),
    );
    expect(wrong).toEqual([]);
  });

  const having = (key: string) =>
    parsed.filter(({ documents }) => documents.some((document) => document.has?.(key)));

  it('that describes a target is a config that is accepted as it stands', async () => {
    const configs = having('target');
    expect(configs.length).toBeGreaterThan(5);
    for (const example of configs)
      await expect(
        loadConfig({ path: saved(withAddress(example.text)), cwd: folder, env, criteria: rules.criteria }),
        placeOf(example),
      ).resolves.toBeDefined();
  });

  it('that describes a load is a scenario that is accepted as it stands', async () => {
    const scenarios = having('load');
    expect(scenarios.length).toBeGreaterThan(0);
    for (const example of scenarios)
      await expect(
        loadScenario({ path: saved(example.text), cwd: folder, env }),
        placeOf(example),
      ).resolves.toBeDefined();
  });
});

it('every line of Python is Python', ({ skip }) => {
  const parse = (input: string) =>
    spawnSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], { input, encoding: 'utf8' });
  skip(parse('').status !== 0, 'there is no python3');
  const wrong = of('python').flatMap((example) =>
    parse(example.text).status === 0 ? [] : [placeOf(example)],
  );
  expect(wrong).toEqual([]);
});

it('every unit of systemd is lines of sections, keys and comments', () => {
  const line = /^(?:\[[A-Z]\w+\]|[A-Z]\w*=.+|#.*|)$/;
  const wrong = of('ini').flatMap((example) => example.text.split('\n').filter((each) => !line.test(each)));
  expect(wrong).toEqual([]);
});

it('every JSON is JSON', () => {
  for (const example of of('json')) expect(() => JSON.parse(example.text), placeOf(example)).not.toThrow();
});

/** What is said to people in an example: comments, and the names of steps. */
const PROSE = /(?:(?<=^|\s)#|^[\s-]*name:).*$/gm;

/** Command lines of ralph in a text, each up to where another command begins. */
const linesIn = (text: string): string[] =>
  [
    ...text
      .replaceAll(PROSE, '')
      .replaceAll(/\\\n\s*/g, ' ')
      .matchAll(/(?<![\w./-])ralph ([a-z]+\b[^\n|;&#>]*)/g),
  ].map(([, line]) => line ?? '');

it('every command of ralph is one, and its flags are its own', async () => {
  const inShell = examples
    .filter(({ language }) => ['bash', 'yaml', 'ini'].includes(language))
    .flatMap((example) => linesIn(example.text).map((line) => ({ at: placeOf(example), line })));
  const inText = pages.flatMap(({ file, code }) =>
    code
      .filter((each) => each.startsWith('ralph '))
      .flatMap(linesIn)
      .map((line) => ({ at: file, line })),
  );
  const helps = new Map<string, Promise<{ code: number | null; stdout: string }>>();
  const asked = (command: string) => {
    const help = helps.get(command) ?? ralph([...command.split(' '), '--help']);
    helps.set(command, help);
    return help;
  };
  /** The help of a command, or of the one below it that is meant. */
  const helpOf = async (command: string, below = '') => {
    const help = await asked(command);
    const [, commands = ''] = help.stdout.split(/^Commands:$/m);
    return new RegExp(`^  ${below}\\b`, 'm').test(commands) && /^[a-z]+$/.test(below)
      ? asked(`${command} ${below}`)
      : help;
  };
  const wrong: string[] = [];
  for (const { at, line } of [...inShell, ...inText]) {
    const [command = '', ...rest] = line.trim().split(/\s+/);
    const { code, stdout } = await helpOf(command, rest[0]);
    if (code !== 0) wrong.push(`${at}: no command ${command}`);
    const known = new Set(stdout.match(/(?<![\w-])-{1,2}[a-zA-Z][a-z-]*/g));
    for (const word of rest) {
      const [flag] = /^-{1,2}[a-zA-Z][a-z-]*/.exec(word) ?? [];
      if (flag && !known.has(flag)) wrong.push(`${at}: ralph ${command} has no ${flag}`);
    }
  }
  expect(helps.size).toBeGreaterThanOrEqual(15);
  expect(wrong).toEqual([]);
});
