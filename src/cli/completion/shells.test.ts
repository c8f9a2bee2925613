import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unrun } from '../manual/manual.fixture.ts';
import { bash } from './bash.ts';
import { fish } from './fish.ts';
import { type Outline, outlineOf } from './outline.ts';
import { zsh } from './zsh.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ralph-shells-'));
  const outline = outlineOf(unrun());
  for (const [name, script] of Object.entries({ bash, zsh, fish } satisfies Record<
    string,
    (of: Outline) => string
  >))
    await writeFile(join(folder, name), script(outline));
  await writeFile(join(folder, 'evidence.json'), '{}');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const lines = (program: string, args: readonly string[], input = ''): string[] => {
  const { stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    input,
    encoding: 'utf8',
    timeout: 50_000,
  });
  if (stderr !== '') throw new Error(stderr);
  return stdout.split('\n').filter((line) => line !== '');
};

const isThere = (program: string): boolean => spawnSync(program, ['--version']).status === 0;

/** What a shell offers for the last of these words. */
type Offers = (words: readonly string[]) => string[];

const inBash: Offers = (words) =>
  lines('bash', [
    '--norc',
    '-c',
    `compopt() { :; }; source ./bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _ralph; printf '%s\\n' "\${COMPREPLY[@]}"`,
    'bash',
    ...words,
  ]);

const inFish: Offers = (words) =>
  lines('fish', ['--no-config', '-c', `source ./fish; complete -C ${JSON.stringify(words.join(' '))}`]).map(
    (line) => line.split('\t')[0] ?? '',
  );

/** A terminal of its own in which Tab prints what would be offered, as the functions of zsh hand it over. */
const ZSH = String.raw`
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z 'PS1=""; stty -echo; autoload -Uz compinit; compinit -u -D; source ./zsh'
zpty -w z 'compadd() { local -a all; builtin compadd -O all "$@" 2>/dev/null; print -rl -- "<"$^all">"; builtin compadd "$@" }'
zpty -w z 'show() { print "<<"; zle complete-word; print ">>"; exit }; zle -C complete-word complete-word _main_complete; zle -N show; bindkey "^I" show; print ready'
while zpty -r z line; do [[ $line == *ready* ]] && break; done
zpty -w -n z "$*"$'\t'
while zpty -r z line; do print -r -- "$line"; done
`;

const inZsh: Offers = (words) => [
  ...new Set(
    lines('zsh', ['-f', '-c', ZSH, 'zsh', ...words]).flatMap(
      (line) => /^<(?!<)(.*)>\r?$/.exec(line.trim())?.[1] ?? [],
    ),
  ),
];

const SHELLS = [
  ['bash', inBash],
  ['zsh', inZsh],
  ['fish', inFish],
] as const;

it('in bash, a name that a pattern or a command could be is offered as the name that it is', async () => {
  const names = ['evidence [1].json', 'evidence*.json', 'evidence`id`.json'];
  await Promise.all(names.map((name) => writeFile(join(folder, name), '{}')));
  const offered = inBash(['ralph', 'review', '-c', 'evid']);
  await Promise.all(names.map((name) => rm(join(folder, name))));
  expect(offered.toSorted()).toEqual([...names, 'evidence.json'].toSorted());
});

describe.each(SHELLS)('in %s (skipped where it is not installed)', (shell, offers) => {
  const has = it.skipIf(!isThere(shell));

  has('commands are completed', () => {
    expect(offers(['ralph', 'rev'])).toEqual(['review']);
    expect(offers(['ralph', 'baseline', 's']).toSorted()).toEqual(['set', 'show']);
  });

  has('flags are completed, those of the command and no others', () => {
    expect(offers(['ralph', 'review', '--dry']).join(' ')).toContain('--dry-run');
    expect(offers(['ralph', 'lint', '--dry'])).toEqual([]);
  });

  has('values are completed: choices, ids, and several of them', () => {
    expect(offers(['ralph', 'review', '--lang', '']).toSorted()).toEqual(['en', 'fr']);
    expect(offers(['ralph', 'explain', 'canned-a'])).toEqual(['canned-answer']);
    expect(offers(['ralph', 'review', '--only', 'llm,environ'])).toEqual([
      shell === 'zsh' ? 'environment' : 'llm,environment',
    ]);
  });

  has('files are completed where one is meant', () => {
    expect(offers(['ralph', 'judge', 'evid'])).toEqual(['evidence.json']);
    expect(offers(['ralph', 'explain', 'evid'])).not.toContain('evidence.json');
  });
});

it.skipIf(!isThere('bash'))('bash takes --flag=value for three words', () => {
  expect(inBash(['ralph', 'review', '--lang', '=', 'f'])).toEqual(['fr']);
  expect(inBash(['ralph', 'review', '--lang', '='])).toEqual(['en', 'fr']);
});
