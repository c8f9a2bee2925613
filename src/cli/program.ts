import { Command } from 'commander';
import { printable } from '../domain/printable.ts';
import type { ExitCode } from './exit-codes.ts';
import { colored } from './flags.ts';
import { asking } from './program/asking.ts';
import { instruments } from './program/instruments.ts';
import { knowing } from './program/knowing.ts';
import { remembering } from './program/remembering.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

const EXAMPLES = `
Examples:
  ralph review                                  review the stack of ralph.config.yaml, or the bundled one
  ralph review --target http://localhost:8000   find out what speaks there, and review it
  ralph review --only llm,tts --samples 20      measure two things well
  ralph review --resume                         go on where the last run was interrupted
  ralph review --dry-run                        what would be asked, and how long it takes
  ralph review --fail-on regression --json      a gate for CI
  ralph detect http://localhost:8000            what speaks there, and the config that reviews it
  ralph validate --target http://localhost:8000 where the stack departs from the contract
  ralph bench benchmarks/scenarios/chat.yaml    load a stack, and see who waits how long
  ralph calibrate                               how wrong ralph’s own clocks are, here and now
  ralph import old/*.md                         go on from reviews that were written by hand
  ralph lint reviews/*.md                       where a review contradicts itself
  ralph explain canned-answer                   what a finding, a criterion or a metric means
  ralph verify                                  ask again what the last review found wrong
  ralph watch --every 30m                       review again and again, on a schedule
  ralph report --since 24h -o report.md         what happened meanwhile
  ralph trend                                   how its figures went, where they moved, what stood how long
  ralph observe -o evidence.json                measure now …
  ralph judge evidence.json --lang fr           … judge later, offline

Exit codes: 0 passed · 1 failed · 2 usage or config · 3 could not conclude · 130 interrupted`;

/** The commands and their flags; each loads its code when it is called. */
export function program(terminal: Terminal, signal: AbortSignal, done: (code: ExitCode) => void): Command {
  const ralph = new Command('ralph')
    .description(
      'The moderator for self-hosted voice stacks: measures, judges, compares and says what to do next',
    )
    .version(version)
    .addHelpText('after', EXAMPLES)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(printable(text)),
    });

  const command = (name: string, description: string): Command =>
    colored(ralph.command(name).description(description));

  for (const group of [asking, remembering, knowing, instruments]) group({ command, terminal, signal, done });
  return ralph;
}
