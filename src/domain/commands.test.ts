import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as commands from './commands.ts';
import type { Target } from './target.ts';

const target: Target = {
  name: 'stack',
  url: 'https://stack.example:8443/api',
  dialect: 'eva',
  paths: {},
  folder: null,
  tests: null,
  build: null,
  python: null,
  requirements: null,
  gpu: 'auto',
  audio: 'inline',
  requires: [],
  pid: null,
};

/** The words that a shell makes of a command line. */
const words = (line: string): string[] =>
  execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${line}`])
    .toString('utf8')
    .split('\0')
    .slice(0, -1);

describe('quoting', () => {
  it.each([
    ['plain', 'plain'],
    ['a b', "'a b'"],
    ["it's", "'it'\\''s'"],
    ['$HOME', "'$HOME'"],
    ['', "''"],
    ['~/x', "'~/x'"],
    ['a\nb', "'a\nb'"],
    ['/usr/bin/python3', '/usr/bin/python3'],
  ])('%j', (word, quoted) => {
    expect(commands.quoted(word)).toBe(quoted);
  });

  it('a shell reads back exactly the words that were meant', () => {
    const word = fc.string({ unit: fc.constantFrom(...'a\'"\\$`! *?~#&;|<>(){}[]\n\té-=') });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (argv) => {
        expect(words(argv.map(commands.quoted).join(' '))).toEqual(argv);
      }),
      { numRuns: 40 },
    );
  });
});

describe('what an operator types', () => {
  it('a task is run from its folder', () => {
    const task = { argv: ['pytest', '-k', 'a b'] as const, folder: '/srv/my stack', timeoutMs: 1 };
    expect(commands.taskLine({ ...task, argv: [...task.argv] })).toBe(
      "cd '/srv/my stack' && pytest -k 'a b'",
    );
  });

  it('routes follow the paths of the target, quoted where a shell would see more', () => {
    const moved = { ...target, paths: { health: '/up?a=1&b=2', socket: '/live/ws' } };
    expect(commands.healthCommand(target)).toBe('curl -sS -i https://stack.example:8443/api/health');
    expect(commands.healthCommand(moved)).toBe("curl -sS -i 'https://stack.example:8443/api/up?a=1&b=2'");
    expect(commands.socketCommand(moved)).toContain(' wss://stack.example:8443/api/live/ws ');
    const odd = { ...target, paths: { socket: '/ws?k=1' } };
    expect(commands.socketCommand(odd)).toContain(" 'wss://stack.example:8443/api/ws?k=1' ");
    expect(commands.statsCommand(target)).toContain('/stats | jq .');
  });

  it('JSON reaches curl as one word', () => {
    const chat = words(commands.chatCommand(target, '.audio_base64 | length').replace(' | jq ', ' jq '));
    expect(JSON.parse(chat[chat.indexOf('-d') + 1] ?? '')).toMatchObject({ session_id: 'check' });
    expect(chat.at(-1)).toBe('.audio_base64 | length');
    const tts = words(commands.speechCommand(target));
    expect(JSON.parse(tts[tts.indexOf('-d') + 1] ?? '')).toHaveProperty('text');
    expect(tts.at(-1)).toBe('%{http_code} %{time_total}s %{size_download} bytes\\n');
  });

  it('the interpreter of the target asks torch', () => {
    expect(words(commands.torchCommand({ ...target, python: "/srv/l'env/bin/python" }))).toEqual([
      "/srv/l'env/bin/python",
      '-c',
      "import torch; print('CUDA:', torch.cuda.is_available())",
    ]);
    expect(commands.pythonOf(target)).toBe('python3');
  });
});
