import type { Command } from 'commander';
import type { ExitCode } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import type { Help } from './help.ts';

/** What a group of commands needs to be part of the program. */
export interface Shell {
  /** Adds a command; its help is shown below its flags, and in the manual. */
  command(name: string, description: string, help: Help): Command;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  done(code: ExitCode): void;
}
