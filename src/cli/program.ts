import { Command, Option } from 'commander';
import { printable } from '../domain/printable.ts';
import type { BaselineFlags } from './commands/baseline.ts';
import type { BenchFlags } from './commands/bench.ts';
import type { CalibrateFlags } from './commands/calibrate.ts';
import type { StackCalibrationFlags } from './commands/calibrate-baseline.ts';
import type { DetectFlags } from './commands/detect.ts';
import type { ImportFlags } from './commands/import.ts';
import type { ReportFlags } from './commands/report.ts';
import type { SelftestFlags } from './commands/selftest.ts';
import type { ServeFlags } from './commands/serve.ts';
import type { TrendFlags } from './commands/trend.ts';
import type { ValidateFlags } from './commands/validate.ts';
import type { WatchFlags } from './commands/watch.ts';
import { choosingEngines } from './engine-flags.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import {
  colored,
  comparing,
  each,
  type Flags,
  gather,
  measuring,
  quietly,
  reporting,
  spoken,
  telling,
  verifying,
} from './flags.ts';
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

const VERIFY_EXAMPLES = `
Puts only the probes on which the findings and failed criteria of the review stand, and ticks their boxes. The review
stays as it is, and none of its commands is run: what ralph runs stands in the config alone.

Examples:
  ralph verify                                  the latest review of the stack of ralph.config.yaml
  ralph verify 12                               cycle 12
  ralph verify reviews/2026-01-31-cycle-012.md  a review file, by its .md or .json
  ralph verify --json -q                        for a script

Exit codes: 0 nothing blocks any more · 1 something does · 2 usage or config · 3 could not conclude`;

const WATCH_EXAMPLES = `
Takes the flags of review, which each cycle is made with, in a process of its own. Slots are counted from the start, or are
those of the clock: nothing drifts. One that passes while a cycle still runs, or while the machine sleeps, is skipped and
said. No outcome of a review ends the watch.

Examples:
  ralph watch --every 30m                             the stack of ralph.config.yaml, now and every half hour
  ralph watch --cron "0 3 * * *"                      every night
  ralph watch --every 10m --cycles 6 --only llm,tts   an hour of two probes

Ctrl-C ends the running cycle as it ends a review: what it has finished is kept for "ralph review --resume".`;

const REPORT_EXAMPLES = `
Examples:
  ralph report                                  the last 24 hours, on stdout
  ralph report --since 7d -o report.md          a week, to a file; its first sentence on stdout
  ralph report --last 20 --target eva --json    the last twenty cycles of one stack, for a program

Exit codes: 0 passed · 1 failed: what --fail-on asks for (regression, if it is not given: the newest review is blocked, or
something broke and still stands, or a figure regressed) · 2 usage or config · 3 could not conclude: no cycle lies in the
window, or the newest claims nothing`;

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

  telling(measuring(quietly(command('review', 'measure, judge, compare, and write the review'))))
    .option('--no-confirm', 'measure nothing a second time, and claim no change of a figure that wanders')
    .option('--resume', 'go on with the run that was interrupted: asks only what it had not finished')
    .option('--dry-run', 'say what would be asked and how long it would take, and write nothing')
    .action(async (flags: Flags) =>
      done(await (await import('./commands/review.ts')).review(flags, terminal, signal)),
    );

  telling(measuring(quietly(command('watch', 'review on a schedule, until it is stopped'))))
    .option('--every <duration>', 'a cycle now and then one each so often, such as 30m')
    .option(
      '--cron <expression>',
      'a cycle at these times, such as "0 3 * * *", by the clock of this machine',
    )
    .option('--cycles <count>', 'end after so many cycles, as the last one ended')
    .addHelpText('after', WATCH_EXAMPLES)
    .action(async (flags: WatchFlags, self: Command) => {
      const { watch, WATCH_FLAGS } = await import('./commands/watch.ts');
      const { wordsOf } = await import('./watch/words-of.ts');
      done(await watch(flags, wordsOf(self, WATCH_FLAGS), terminal, signal));
    });

  reporting(command('report', 'what happened over a window of the history, as one Markdown'))
    .addHelpText('after', REPORT_EXAMPLES)
    .action(async (flags: ReportFlags) =>
      done(await (await import('./commands/report.ts')).report(flags, terminal)),
    );

  verifying(quietly(command('verify', 'ask again what a review found wrong, and say what still blocks')))
    .argument('[review]', 'a review file, or the number of a cycle (default: the latest)')
    .addHelpText('after', VERIFY_EXAMPLES)
    .action(async (review: string | undefined, flags: Flags) =>
      done(await (await import('./commands/verify.ts')).verify(review, flags, terminal, signal)),
    );

  measuring(quietly(command('observe', 'measure, and save the evidence')))
    .option('-o, --output <file>', 'where to save it (default: stdout)')
    .action(async (flags: Flags) =>
      done(await (await import('./commands/observe.ts')).observe(flags, terminal, signal)),
    );

  telling(quietly(command('judge', 'judge saved evidence, offline')))
    .argument('<file>', 'evidence, or the .json of a review')
    .option('-c, --config <file>', 'judge by the rules of this config')
    .action(async (file: string, flags: Flags) =>
      done(await (await import('./commands/judge.ts')).judge(file, flags, terminal)),
    );

  comparing(command('compare', 'what changed from A to B'))
    .argument('<a>', 'a review, evidence, or the number of a cycle')
    .argument('<b>', 'likewise')
    .action(async (a: string, b: string, flags: Flags) =>
      done(await (await import('./commands/compare.ts')).compare(a, b, flags, terminal)),
    );

  spoken(command('import', 'take over reviews that ralph did not write, so that history goes on from them'))
    .argument('<file...>', 'Markdown, in the order in which they were written')
    .option('-c, --config <file>', 'config of the target (default: ralph.config.yaml here, if there is one)')
    .option('--target <name>', 'name of the target they are of (default: that of the config, or "reference")')
    .option('--reviews <folder>', 'folder of the reviews')
    .option('--dry-run', 'say what would be read and under which number, and write nothing')
    .action(async (files: string[], flags: ImportFlags) =>
      done(await (await import('./commands/import.ts')).importReviews(files, flags, terminal)),
    );

  spoken(command('lint', 'say where reviews contradict themselves: sums, percentages, verdicts, counts'))
    .argument('<file...>', 'Markdown, of ralph or not')
    .action(async (files: string[], flags: Pick<Flags, 'lang' | 'json'>) =>
      done(await (await import('./commands/lint.ts')).lint(files, flags, terminal)),
    );
  const blessing = command('baseline', 'which review later ones of its target and branch are compared with');
  const named = (name: string, description: string): Command =>
    spoken(colored(blessing.command(name).description(description)))
      .option('-c, --config <file>', 'config that says where the reviews are')
      .option('--reviews <folder>', 'folder of the reviews')
      .option('--target <name>', 'of this target, as its reviews name it')
      .option('--branch <name>', 'of this branch (set: default the one that the review is of)');
  named('set', 'bless the review of a cycle')
    .argument('<cycle>', 'the number of a cycle')
    .action(async (cycle: string, flags: BaselineFlags) =>
      done(await (await import('./commands/baseline.ts')).setBaseline(cycle, flags, terminal)),
    );
  named('show', 'say which reviews are blessed').action(async (flags: BaselineFlags) =>
    done(await (await import('./commands/baseline.ts')).showBaselines(flags, terminal)),
  );
  named('clear', 'take the blessing from them').action(async (flags: BaselineFlags) =>
    done(await (await import('./commands/baseline.ts')).clearBaselines(flags, terminal)),
  );

  spoken(
    command('trend', 'how figures went from cycle to cycle, where they moved, what stood and what is flaky'),
  )
    .argument('[metric...]', 'a metric, a probe, or score (default: those of the criteria, and the score)')
    .option('--since <when>', 'cycles from then on: 24h, 7d, or 2026-01-31')
    .option('--last <count>', 'so many cycles, the newest (default: 200)')
    .option('--target <name>', 'of this target (default: that of the newest cycle)')
    .option('--reviews <folder>', 'folder of the reviews')
    .action(async (metrics: string[], flags: TrendFlags) =>
      done(await (await import('./commands/trend.ts')).trend(metrics, flags, terminal)),
    );

  spoken(command('list', 'probes, metrics, criteria, objectives, findings and reporters')).action(
    async (flags: Flags) => done(await (await import('./commands/list.ts')).list(flags, terminal)),
  );

  command('explain', 'what a finding, a criterion or a metric means, and what to do')
    .argument('<id>', 'as a review or "ralph list" names it, such as canned-answer or llm')
    .addOption(new Option('--lang <lang>', 'language of the page').choices(['en', 'fr']))
    .action(async (id: string, flags: Pick<Flags, 'lang'>) =>
      done(await (await import('./commands/explain.ts')).explain(id, flags, terminal)),
    );

  spoken(command('detect', 'say what speaks at an address, and print the config that reviews it'))
    .argument('<url...>', 'http, https or tcp; several are taken as the servers of one stack')
    .action(async (urls: string[], flags: DetectFlags) =>
      done(await (await import('./commands/detect.ts')).detect(urls, flags, terminal, signal)),
    );

  spoken(command('validate', 'check a stack against the wire contract, route by route'))
    .option('--target <url>', 'base URL of the stack (default: start, check and stop the bundled one)')
    .option('--api-key-env <name>', 'environment variable with the API key of the stack')
    .action(async (flags: ValidateFlags) =>
      done(await (await import('./commands/validate.ts')).validate(flags, terminal, signal)),
    );

  quietly(command('bench', 'load a stack as a scenario says, and judge its latency, errors and goodput'))
    .argument('<scenario>', 'a YAML file, such as those in benchmarks/scenarios')
    .option('--target <url>', 'base URL of the stack; replaces the one in the scenario')
    .option('--allow-remote', 'the stack is not on this machine, and may be loaded')
    .option('--results <folder>', 'where the raw figures are kept', 'benchmarks/results')
    .option('--json', 'the result as JSON on stdout')
    .action(async (scenario: string, flags: BenchFlags) =>
      done(await (await import('./commands/bench.ts')).bench(scenario, flags, terminal, signal)),
    );

  measuring(
    quietly(command('calibrate', 'put ralph’s own clocks to known delays, and say how far to trust them')),
  )
    .option('--baseline', 'instead: measure the stack again and again, and say which tolerance it holds')
    .option('--cycles <count>', 'with --baseline: so many times', '8')
    .addOption(new Option('--lang <lang>', 'language of what --baseline says').choices(['en', 'fr']))
    .option('--streams <counts>', 'so many streams at once under load', '1,10,50')
    .option('--results <folder>', 'where the figures are kept', 'benchmarks/results')
    .option('--json', 'the result as JSON on stdout')
    .action(async (flags: CalibrateFlags & StackCalibrationFlags) =>
      done(
        flags.baseline
          ? await (await import('./commands/calibrate-baseline.ts')).calibrateBaseline(
              flags,
              terminal,
              signal,
            )
          : await (await import('./commands/calibrate.ts')).calibrate(flags, terminal, signal),
      ),
    );

  quietly(command('selftest', 'put ralph to known faults: what it catches, and how often it cries wolf'))
    .option('--only <faults>', 'only these faults, separated by commas; repeatable', gather)
    .option('--pairs [count]', 'two faults at once, too (without a count: 100 pairs)')
    .option('--clean <cycles>', 'so many cycles of a healthy stack', '3')
    .option('--jobs <count>', 'so many cycles at a time (default: two for each core)')
    .option('--keep <folder>', 'keep the folder of a cycle that is not right: config, evidence, review')
    .option('-o, --output <file>', 'write the matrix as Markdown')
    .option('--json', 'the result as JSON on stdout')
    .action(async (flags: SelftestFlags) =>
      done(await (await import('./commands/selftest.ts')).selftest(flags, terminal, signal)),
    );

  choosingEngines(command('serve', 'run the bundled reference stack in the foreground'))
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on; 0 for any free one', '8000')
    .option('--wyoming-port <number>', 'serve Wyoming (Home Assistant) on this port too; 0 for any free one')
    .option('--api-key-env <name>', 'environment variable with the API key that clients must send')
    .option('--rate-limit <number>', 'requests a minute, all clients together; 0 for no limit', '60')
    .option('--database <file>', 'keep sessions in this file (default: in memory)')
    .option('--llm-cache <answers>', 'give so many answers again to the same question; 0 for none', '0')
    .option('--cors-origin <origin>', 'pages of this origin may use the stack; repeatable', each)
    .option('--allow-host <name>', 'answer to this name too on a loopback address; repeatable', each)
    .option(
      '--fault <id[:argument]>',
      'fail in this way, such as tts-slow:3000, to test who asks; repeatable',
      each,
    )
    .option('--faults', 'let this machine switch faults at /faults (GET lists them), all off to begin with')
    .action(async (flags: ServeFlags) => {
      await (await import('./commands/serve.ts')).serve(flags, terminal, signal);
      done(EXIT.passed);
    });

  return ralph;
}
