import type { Command } from 'commander';
import { bash } from '../completion/bash.ts';
import { fish } from '../completion/fish.ts';
import { outlineOf } from '../completion/outline.ts';
import { zsh } from '../completion/zsh.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';

const SHELLS = { bash, zsh, fish } as const;

/** Prints the script that completes the words of this very program in a shell. */
export async function completion(
  shell: keyof typeof SHELLS,
  program: Command,
  terminal: Pick<Terminal, 'stdout'>,
): Promise<ExitCode> {
  terminal.stdout.write(SHELLS[shell](outlineOf(program)));
  return EXIT.passed;
}
