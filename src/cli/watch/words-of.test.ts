import { Command } from 'commander';
import { expect, test } from 'vitest';
import { colored, measuring, quietly, telling } from '../flags.ts';
import { wordsOf } from './words-of.ts';

/** What a review is told where a watch was told this. */
function handedOn(argv: readonly string[]): string[] {
  const command = colored(telling(measuring(quietly(new Command('watch').option('--every <duration>')))));
  command.parse([...argv], { from: 'user' });
  return wordsOf(command, ['every']);
}

/** What a review makes of its words. */
function readBack(words: readonly string[]): object {
  const command = colored(telling(measuring(quietly(new Command('review')))));
  return command.parse([...words], { from: 'user' }).opts();
}

test.each([
  [['--every', '30m'], []],
  [
    ['-c', 'a b.yaml', '--every=30m', '-n3', '-q', '--json', '--no-color'],
    ['--config=a b.yaml', '--samples=3', '--json', '--quiet', '--no-color'],
  ],
  [
    ['--only', 'llm,tts', '--only', 'stt', '--reporter', 'markdown=x', '--reporter', 'json=y'],
    ['--only=llm', '--only=tts', '--only=stt', '--reporter=markdown=x', '--reporter=json=y'],
  ],
  [
    ['--target', '-odd', '--lang', 'fr'],
    ['--target=-odd', '--lang=fr'],
  ],
])('%j is handed on as %j', (argv, words) => {
  const handed = handedOn(argv);
  expect([...handed].sort()).toEqual([...words].sort());
  expect(readBack(handed)).toEqual(readBack(words));
});
