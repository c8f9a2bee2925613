import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command, CommandOutcome } from '../domain/host.ts';
import { askPython, markedAnswer } from './python.ts';
import { cutShort, exited, scripted } from './scripted-host.ts';

const members = (answer: unknown): { python: string } | undefined =>
  typeof answer === 'object' && answer !== null && 'python' in answer && typeof answer.python === 'string'
    ? { python: answer.python }
    : undefined;

function ask(run: (command: Command, marker: string) => CommandOutcome) {
  const { context, commands } = scripted({ run: (command) => run(command, command.argv.at(-1) ?? '') });
  const question = {
    program: 'python3',
    script: 'print()',
    args: ['cuda', ''],
    timeoutMs: 60_000,
  };
  return {
    commands,
    answer: askPython(
      { ...context, target: { ...context.target, folder: '/stack' } },
      { ...question, read: members },
    ),
  };
}

describe('markedAnswer', () => {
  it('finds the answer in any noise', () => {
    const line = fc.string().filter((text) => !text.includes('MARK') && !text.includes('\n'));
    fc.assert(
      fc.property(
        fc.array(line),
        line,
        fc.array(line),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (before, glued, after, said) => {
          const whole = { ...said };
          const stdout = [...before, `${glued}MARK${JSON.stringify(whole)}`, ...after].join('\n');
          expect(JSON.stringify(markedAnswer(stdout, 'MARK'))).toBe(
            JSON.stringify(JSON.parse(JSON.stringify(whole))),
          );
        },
      ),
    );
  });

  it('puts the lines of an answer together, later ones over earlier ones', () => {
    expect(markedAnswer('M{"a":1,"b":1}\nM{"b":2}\nM[3]\nM{', 'M')).toEqual({ a: 1, b: 2 });
  });
});

describe('askPython', () => {
  it('writes the script to standard input and tells it a fresh marker last', async () => {
    const one = ask((_, marker) => exited(0, `hello\n${marker}{"python":"3.11"}\nbye\n`));
    const other = ask((_, marker) => exited(0, `${marker} {"python":"3.12"}`));
    expect(await one.answer).toEqual({ kind: 'answered', value: { python: '3.11' } });
    expect(await other.answer).toEqual({ kind: 'answered', value: { python: '3.12' } });
    const [command] = one.commands;
    expect(command).toMatchObject({ input: 'print()', folder: '/stack', timeoutMs: 60_000 });
    expect(command?.argv).toEqual(['python3', '-', 'cuda', '', expect.stringMatching(/^[\da-f]{32}$/)]);
    expect(command?.argv.at(-1)).not.toBe(other.commands[0]?.argv.at(-1));
  });

  it('believes a whole answer even if the process then hangs or crashes', async () => {
    const { answer } = ask((_, marker) => cutShort({ kind: 'timed-out' }, `${marker}{"python":"3.11"}\n`));
    expect(await answer).toMatchObject({ kind: 'answered' });
  });

  it.each<[string, (command: Command, marker: string) => CommandOutcome, string, string]>([
    ['a hang', () => cutShort({ kind: 'timed-out' }, 'hello\n'), 'hangs', 'no answer within 60 s'],
    ['one that never says a word', () => cutShort({ kind: 'timed-out' }), 'hangs', 'no answer within 5 s'],
    ['a crash', () => cutShort({ kind: 'signalled', signal: 'SIGSEGV' }), 'crashes', 'ended by SIGSEGV'],
    [
      'a traceback',
      () => exited(1, '', 'Traceback\nImportError: gone\n'),
      'crashes',
      'exit code 1: ImportError: gone',
    ],
    [
      'an echo',
      ({ argv }) => exited(0, argv.slice(1).join(' ')),
      'nonsense',
      'does not answer as a Python does: - cuda …',
    ],
    ['silence', () => exited(0), 'nonsense', 'answers nothing'],
    ['a cat', ({ input = '' }) => exited(0, input), 'nonsense', 'does not answer as a Python does: print()'],
    [
      'the wrong shape',
      (_, marker) => exited(0, `${marker}{"python":3}`),
      'nonsense',
      'does not answer as a Python does: …{"python":3}',
    ],
    [
      'no program',
      () => ({ kind: 'not-started', reason: 'not-found', message: 'python3' }),
      'not-found',
      'no such program: python3',
    ],
  ])('tells %s', async (_, run, how, detail) => {
    expect(await ask(run).answer).toMatchObject({ kind: 'broken', how, detail });
  });

  it('is not put to an interpreter that did not come back, and is to another', async () => {
    const { context, commands } = scripted({ run: () => cutShort({ kind: 'timed-out' }) });
    const again = (program: string) =>
      askPython(context, { program, script: '', args: [], timeoutMs: 60_000, read: members });
    await again('python3');
    expect(await again('python3')).toMatchObject({ how: 'hangs', detail: expect.stringMatching(/before/) });
    await again('python3.12');
    expect(commands.map(({ argv }) => argv[0])).toEqual(['python3', 'python3.12']);
  });

  it('keeps what was said before a crash', async () => {
    const { answer } = ask((_, marker) =>
      cutShort({ kind: 'signalled', signal: 'SIGABRT' }, `${marker}{"stage":"importing torch"}\n`),
    );
    expect(await answer).toMatchObject({ kind: 'broken', said: { stage: 'importing torch' } });
  });

  it('does not blame the interpreter for a folder that is gone', async () => {
    const { answer } = ask(() => ({
      kind: 'not-started',
      reason: 'no-folder',
      message: 'no such folder: /stack',
    }));
    expect(await answer).toEqual({ kind: 'no-folder', message: 'no such folder: /stack' });
  });
});
