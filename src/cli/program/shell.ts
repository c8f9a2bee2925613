import type { Command } from 'commander';
import type { ExitCode } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';

/** What a group of commands needs to be part of the program. */
export interface Shell {
  /** Adds a command. */
  command(name: string, description: string): Command;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  done(code: ExitCode): void;
}
