import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { rules } from '../cli/rules.ts';
import { criteria } from '../criteria/index.ts';
import { HOSTILE } from '../domain/commands/target.fixture.ts';
import type { Check, Diagnosis, Step, Story } from '../domain/finding.ts';
import type { Target } from '../domain/target.ts';
import { evidenceWith, healthy } from '../pipeline/evidence.fixture.ts';
import { factsOf } from '../pipeline/facts.ts';
import { diagnoses } from './index.ts';
import { RAISED } from './raised.fixture.ts';

const known: readonly Diagnosis[] = diagnoses;

type Readings = Readonly<Record<string, unknown>>;

const factsWith = (readings: Readings, target: Partial<Target> = {}) =>
  factsOf(evidenceWith(readings, { target }), rules.probes);

/** What is to be typed: lines of steps, and commands of checks. */
const typedIn = (steps: readonly Step[], checks: readonly Pick<Check, 'command'>[]): string[] => [
  ...steps.flatMap(({ code }) => (code?.language === 'bash' ? code.lines : [])),
  ...checks.flatMap(({ command }) => command ?? []),
];

const typedBy = ({ remedy, unblock }: Story): string[] => typedIn(remedy, unblock);

/** Whether bash can read a line; it is not executed. */
function isBash(line: string): boolean {
  try {
    execFileSync('bash', ['-n', '-c', line], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

/** What a person has to fill in: words in capitals that are no variable, no option and no name of something, and dots. */
const placeholdersIn = (line: string): string[] =>
  [
    ...line
      .replaceAll(/'[^']*'|"[^"]*"|#.*$| -X \w+| -d [A-Z,]+|%\w+| \/\w+ /g, ' ')
      .matchAll(/(?<![\w$./,-])[A-Z]{2,}(?![\w=,-])|…|<\w[^>]*>/g),
  ].map(([word]) => word);

describe.each(known)('the remedy of $id', ({ id, detect }) => {
  const story = detect(factsWith(RAISED[id as keyof typeof RAISED]));

  it('has a step, and a box to tick when it is done', () => {
    expect(story?.remedy.length).toBeGreaterThan(0);
    expect(story?.unblock.length).toBeGreaterThan(0);
    expect(story?.evidence.length).toBeGreaterThan(0);
  });

  it('has lines that bash can read, one command a line', () => {
    const lines = story ? typedBy(story) : [];
    expect(lines.filter((line) => line.includes('\n') || !isBash(line))).toEqual([]);
  });

  it('explains what is to be filled in', () => {
    const unexplained = (story?.remedy ?? []).flatMap(({ text, code }) =>
      (code?.language === 'bash' ? code.lines : [])
        .flatMap(placeholdersIn)
        .filter((word) => !(text.en.includes(word) && text.fr.includes(word))),
    );
    const checks = (story?.unblock ?? []).flatMap(({ command }) => placeholdersIn(command ?? ''));
    expect([...unexplained, ...checks]).toEqual([]);
  });
});

it.each(criteria)('the remedy and the box of the criterion $id are lines that bash can read', (criterion) => {
  const facts = factsWith(healthy) as Parameters<typeof criterion.remedy>[0];
  const lines = typedIn(criterion.remedy(facts), [criterion.check(facts, 500)]);
  expect(lines.filter((line) => line.includes('\n') || !isBash(line))).toEqual([]);
  expect(lines.flatMap(placeholdersIn)).toEqual([]);
});

/** A folder whose only program is `touch`. */
const folder = mkdtempSync(join(tmpdir(), 'ralph-remedies-'));
symlinkSync('/usr/bin/touch', join(folder, 'touch'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Nothing but `touch` can run: no other program is found, none is run by its path, and what is built in does nothing. */
const CELL = 'command_not_found_handle() { return 0; }; cd() { :; }; kill() { :; }; set -r; eval "$LINE"';

/** Whether a line, typed, would have run what stands in a text of the stack. */
function isPwned(line: string): boolean {
  try {
    execFileSync('/bin/bash', ['-c', CELL], {
      cwd: folder,
      env: { PATH: folder, LINE: line },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 10_000,
    });
  } catch {
    // It may fail as it likes.
  }
  const pwned = existsSync(join(folder, 'pwned'));
  rmSync(join(folder, 'pwned'), { force: true });
  return pwned;
}

/** The same value once for each text in it, which is hostile there. */
function hostileIn(value: unknown): unknown[] {
  if (typeof value === 'string') return [HOSTILE, `${value}; touch pwned`, `$(touch pwned)${value}`];
  if (Array.isArray(value))
    return value.flatMap((item, at) => hostileIn(item).map((bad) => value.with(at, bad)));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    hostileIn(item).map((bad) => ({ ...value, [key]: bad })),
  );
}

/** Readings that no probe writes need not be judged; what is said of any is safe to type. */
function linesOf(detect: Diagnosis['detect'], facts: unknown): string[] {
  try {
    const story = detect(facts);
    return story ? typedBy(story) : [];
  } catch (error) {
    if (error instanceof TypeError) return [];
    throw error;
  }
}

const HOSTILE_TARGET: Partial<Target> = {
  name: HOSTILE,
  folder: `/${HOSTILE}`,
  python: HOSTILE,
  requirements: `/${HOSTILE}`,
  tests: { argv: [HOSTILE, HOSTILE], folder: `/${HOSTILE}`, timeoutMs: 1 },
  build: { argv: [HOSTILE, HOSTILE], folder: `/${HOSTILE}`, timeoutMs: 1 },
  options: { model: HOSTILE, voice: HOSTILE },
  paths: { chat: `/${HOSTILE}`, tts: `/${HOSTILE}`, stt: `/${HOSTILE}`, health: `/${HOSTILE}` },
};

it('a text that is read as a command would be seen', () => {
  expect(isPwned('/srv/python -m pip install a; touch pwned')).toBe(true);
  expect(isPwned('x && y `touch pwned`')).toBe(true);
  expect(isPwned('python3 -c "import $(touch pwned)" && true')).toBe(true);
  expect(isPwned(`cd /x && pip install 'a; touch pwned'`)).toBe(false);
});

describe.each(known)('what is to be typed for $id', ({ id, detect }) => {
  const raised: Readings = RAISED[id as keyof typeof RAISED];

  it('reads no text of a stack or a config as a command', () => {
    const lines = new Set(
      [
        ...hostileIn(raised).map((readings) => factsWith(readings as Readings)),
        ...(['eva', 'openai', 'openai-realtime', 'wyoming'] as const).map((dialect) =>
          factsWith(raised, {
            ...HOSTILE_TARGET,
            ...{ dialect, url: dialect === 'wyoming' ? 'tcp://h:1' : 'http://h:1' },
          }),
        ),
      ].flatMap((facts) => {
        return linesOf(detect, facts);
      }),
    );
    expect([...lines].filter((line) => line.includes('\n') || !isBash(line))).toEqual([]);
    expect([...lines].filter((line) => line.includes('pwned') && isPwned(line))).toEqual([]);
  });
});

it('nor does what is to be typed for a criterion', () => {
  const facts = factsWith(healthy, HOSTILE_TARGET);
  const lines = criteria.flatMap((criterion) => {
    const over = facts as Parameters<typeof criterion.remedy>[0];
    return typedIn(criterion.remedy(over), [criterion.check(over, 500)]);
  });
  expect(lines.some((line) => line.includes('pwned'))).toBe(true);
  expect(lines.filter((line) => !isBash(line) || isPwned(line))).toEqual([]);
});

it.each([
  ['win32 10.0.22631', /^powershell .*ProcessId=42/, 'taskkill /PID 42 /F'],
  ['linux 6.8', /^ps -o args= -p 42$/, 'kill 42'],
  ['darwin 24.1', /^ps -o args= -p 42$/, 'kill 42'],
])('on %s a process is looked at and ended as it is there', (platform, look, end) => {
  const environment = { commit: null, branch: null, dirty: null, platform };
  const raised = { ...RAISED['dependency-vanished'], environment };
  const story = known.find(({ id }) => id === 'dependency-vanished')?.detect(factsWith(raised));
  const lines = story ? typedBy(story) : [];
  expect(lines).toEqual(expect.arrayContaining([expect.stringMatching(look), end]));
  expect(lines.every(isBash)).toBe(true);
});
