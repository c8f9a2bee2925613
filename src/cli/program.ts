import { Command } from 'commander';
import type { ExitCode } from './exit-codes.ts';
import { type Flags, measuring, quietly, telling } from './flags.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

const EXAMPLES = `
Examples:
  ralph review                                  review the stack of ralph.config.yaml, or the bundled one
  ralph review --target http://localhost:8000   review any stack that speaks the dialect
  ralph review --only llm,tts --samples 20      measure two things well
  ralph review --fail-on regression --json      a gate for CI
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
      writeErr: (text) => terminal.stderr.write(text),
    });

  quietly(
    telling(measuring(ralph.command('review').description('measure, judge, compare, and write the review'))),
  ).action(async (flags: Flags) =>
    done(await (await import('./commands/review.ts')).review(flags, terminal, signal)),
  );

  quietly(measuring(ralph.command('observe').description('measure, and save the evidence')))
    .option('-o, --output <file>', 'where to save it (default: stdout)')
    .action(async (flags: Flags) =>
      done(await (await import('./commands/observe.ts')).observe(flags, terminal, signal)),
    );

  quietly(
    telling(
      ralph
        .command('judge')
        .description('judge saved evidence, offline')
        .argument('<file>', 'evidence, or the .json of a review'),
    ),
  )
    .option('-c, --config <file>', 'judge by the rules of this config')
    .action(async (file: string, flags: Flags) =>
      done(await (await import('./commands/judge.ts')).judge(file, flags, terminal)),
    );

  quietly(
    telling(
      ralph
        .command('compare')
        .description('what changed from A to B')
        .argument('<a>')
        .argument('<b>', 'a review, evidence, or the number of a cycle'),
    ),
  ).action(async (a: string, b: string, flags: Flags) =>
    done(await (await import('./commands/compare.ts')).compare(a, b, flags, terminal)),
  );

  ralph
    .command('serve')
    .description('run the bundled reference stack in the foreground')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on; 0 for any free one', '8000')
    .option('--api-key-env <name>', 'environment variable with the API key that clients must send')
    .option('--rate-limit <number>', 'requests a minute, all clients together; 0 for no limit', '60')
    .option('--database <file>', 'keep sessions in this file (default: in memory)')
    .action(async (flags: import('./commands/serve.ts').ServeFlags) => {
      await (await import('./commands/serve.ts')).serve(flags, terminal, signal);
      done(0);
    });

  quietly(
    ralph
      .command('list')
      .description('probes, metrics, criteria and objectives')
      .option('--json', 'as JSON')
      .option('--lang <lang>', 'en or fr'),
  ).action(async (flags: Flags) => done(await (await import('./commands/list.ts')).list(flags, terminal)));

  return ralph;
}
