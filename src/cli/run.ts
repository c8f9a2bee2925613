import { printable } from '../domain/printable.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { Process } from './terminal.ts';
import { version } from './version.ts';

/** Errors that a person caused and can mend; their message stands for itself. */
const USAGE = new Set(['UsageError', 'ConfigError', 'ArchiveError', 'EvidenceError', 'QueueError']);

function codeOf(error: unknown, { stderr }: Pick<Process, 'stderr'>, interrupted: boolean): ExitCode {
  if (interrupted) {
    stderr.write('ralph: interrupted; nothing of it was left running\n');
    return EXIT.interrupted;
  }
  // Commander has said what is wrong already, or printed the help that was asked for.
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (name === 'CommanderError')
    return error instanceof Error && 'exitCode' in error && error.exitCode === 0 ? EXIT.passed : EXIT.usage;
  stderr.write(`ralph: ${printable(message)}\n`);
  return USAGE.has(name) ? EXIT.usage : EXIT.inconclusive;
}

/** Whoever read the output may close it early (`ralph list | head`): the rest is for nobody, and no failure. */
function readerGone(error: Error): void {
  if (!('code' in error && error.code === 'EPIPE')) throw error;
}

/** Runs the command line of `process` and sets its exit code; never throws for what a person or a stack does. */
export async function run(process: Process): Promise<void> {
  const [, , first, ...rest] = process.argv;
  // Scripts ask this often: answered before anything is loaded.
  if (rest.length === 0 && (first === '--version' || first === '-V')) {
    process.stdout.write(`${version}\n`);
    return;
  }
  const controller = new AbortController();
  const interrupt = (): void => controller.abort(new Error('interrupted'));
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  process.stdout.on?.('error', readerGone);
  // Both are read from the disk at once.
  const commands = import('./program.ts');
  const { guarded } = await import('./guarded.ts');
  const terminal = guarded(process);
  // Else Node would print it as it is, secrets and all, and end as if a gate had failed.
  process.on('uncaughtException', (error) =>
    process.exit(codeOf(error, terminal, controller.signal.aborted)),
  );
  try {
    const { program } = await commands;
    await program(terminal, controller.signal, (code) => {
      process.exitCode = code;
    }).parseAsync([...terminal.argv]);
  } catch (error) {
    process.exitCode = codeOf(error, terminal, controller.signal.aborted);
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}
