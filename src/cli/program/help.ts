import type { Command } from 'commander';

/** What is said of a command below its flags, in `--help` and in the manual. */
export interface Help {
  /** What its flags leave unsaid: a paragraph each. */
  readonly about?: readonly string[];
  /** Command lines that work as they stand, and what each is for. */
  readonly examples: readonly [Example, ...Example[]];
  /** What its exit codes mean, where they mean more than those of ralph. */
  readonly exitCodes?: string;
}

export type Example = readonly [line: string, purpose: string];

/** What every command says whose exit codes are those of ralph. */
export const EXIT_CODES = '0 passed · 1 failed · 2 usage or config · 3 could not conclude · 130 interrupted';

const WIDTH = 80;

const helps = new WeakMap<Command, Help>();

/** What was said of a command; undefined of one that is no command of its own. */
export const helpOf = (command: Command): Help | undefined => helps.get(command);

/** Words on lines of at most 80 columns, each behind `indent`. */
function wrapped(text: string, indent = ''): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= WIDTH) lines[lines.length - 1] = longer;
    else lines.push(`${indent}${word}`);
  }
  return lines.join('\n');
}

/** In two columns where all of them fit, else each purpose below its line. */
function drawn(examples: readonly Example[]): string {
  const widest = Math.max(...examples.map(([line]) => line.length));
  const fits = examples.every(([, purpose]) => widest + purpose.length + 5 <= WIDTH);
  return examples
    .map(([line, purpose]) =>
      fits ? `  ${line.padEnd(widest)}   ${purpose}` : `  ${line}\n${wrapped(purpose, '      ')}`,
    )
    .join('\n');
}

/** Says `help` below the flags of a command. */
export function explained(command: Command, help: Help): Command {
  helps.set(command, help);
  const { about = [], examples, exitCodes } = help;
  const parts = [
    ...about.map((paragraph) => wrapped(paragraph)),
    `${examples.length === 1 ? 'Example' : 'Examples'}:\n${drawn(examples)}`,
    ...(exitCodes === undefined ? [] : [wrapped(`Exit codes: ${exitCodes}`)]),
  ];
  return command.addHelpText('after', `\n${parts.join('\n\n')}`);
}
