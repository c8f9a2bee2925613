import type { CommandOutcome } from '../domain/host.ts';
import { lastLine, quoted } from './terminal-text.ts';

/**
 * Passed to every command of a target: without node_modules npx would otherwise fetch whatever version it likes
 * and run that.
 */
export const withoutDownloads = { npm_config_yes: 'false' } as const;

const downloads = /npx canceled due to missing packages.*|Need to install the following packages:.*/;

/** What a shell, npm or npx says instead of starting a program; undefined where it was started. */
export function refusal(exitCode: number, text: string): string | undefined {
  const wanted = exitCode === 0 ? null : downloads.exec(text);
  if (wanted) return quoted(`npx would have to download it, it is not installed here: ${wanted[0]}`);
  if (exitCode !== 126 && exitCode !== 127) return undefined;
  const complaint = /^.*(?:not found|permission denied|no such file).*$/im.exec(text)?.[0] ?? lastLine(text);
  return quoted(complaint ?? `exit code ${exitCode}`);
}

const obstacles = {
  'not-found': 'no such program',
  'not-executable': 'the program cannot be executed',
  'no-folder': 'it cannot run there',
} as const;

/** Why a command was not started, in words. */
export const obstacle = ({ reason, message }: CommandOutcome & { kind: 'not-started' }): string =>
  quoted(`${obstacles[reason]}: ${message}`);

/** A shell reports a child that a signal ended as 128 plus its number. */
export const signalIn = (exitCode: number): number | undefined =>
  exitCode > 128 && exitCode < 160 ? exitCode - 128 : undefined;
