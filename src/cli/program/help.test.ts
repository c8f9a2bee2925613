import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { unrun } from '../manual/manual.fixture.ts';
import { helpOf } from './help.ts';

const below = (command: Command): Command[] => [
  ...command.commands.filter((each) => each.name() !== 'help').flatMap((each) => [each, ...below(each)]),
];

const all = below(unrun());

/** All that --help prints, at 80 columns. */
function helpText(command: Command): string {
  const pieces: string[] = [];
  command.configureOutput({ writeOut: (piece) => pieces.push(piece), getOutHelpWidth: () => 80 });
  command.outputHelp();
  return pieces.join('');
}

/** The words of a command line as a shell takes them, as far as examples need it. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );

describe.each(all.map((command) => [command.name(), command] as const))('help of %s', (_, command) => {
  it('has examples, and fits into 80 columns', () => {
    const text = helpText(command);
    expect(text).toMatch(/^Examples?:$/m);
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('shows only what the program takes', () => {
    for (const [line] of helpOf(command)?.examples ?? []) {
      const words = wordsOf(/\bralph ([^)>|]*)/.exec(line)?.[1] ?? '');
      let called = unrun();
      while (words.length > 0) {
        const next = called.commands.find((each) => each.name() === words[0]);
        if (!next) break;
        called = next;
        words.shift();
      }
      expect({ line, name: called.name() === 'ralph' }).toEqual({ line, name: false });
      expect({ line, unknown: called.parseOptions(words).unknown }).toEqual({ line, unknown: [] });
    }
  });
});

it('is shown for the whole program within 80 columns', () => {
  const text = helpText(unrun());
  expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  for (const command of unrun().commands) expect(text).toContain(`  ${command.name()} `);
});
