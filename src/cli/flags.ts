import { type Command, Option } from 'commander';
import type { FailOn } from '../config/loaded-config.ts';
import type { Lang } from '../domain/text.ts';

/** Flags of the commands that measure or judge, as commander hands them over. */
export interface Flags {
  readonly config?: string;
  readonly target?: string;
  readonly reference?: boolean;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly samples?: string;
  readonly warmup?: string;
  readonly timeout?: string;
  readonly lang?: Lang;
  readonly reviews?: string;
  readonly cycle?: string;
  readonly baseline?: string;
  readonly reporter?: readonly string[];
  readonly json?: boolean;
  readonly quiet?: boolean;
  /** False with --no-color. */
  readonly color: boolean;
  /** False with --no-motion. */
  readonly motion?: boolean;
  readonly failOn?: FailOn;
  /** Of `review`: say what would be asked, and ask none of it. */
  readonly dryRun?: boolean;
  /** Of `review`: false with --no-confirm, which measures nothing a second time. */
  readonly confirm?: boolean;
  /** Of `review`: who is told by a webhook, as SERVICE=VARIABLE. */
  readonly notify?: readonly string[];
  readonly notifyOn?: 'change' | 'always';
  /** Whether a review that compares with nothing is no passed gate. */
  readonly requireBaseline?: boolean;
  /** Of `review`: go on with a run that was interrupted. */
  readonly resume?: boolean;
  /** Where `observe` saves. */
  readonly output?: string;
}

/** Gathers words that are separated by commas. */
export const gather = (value: string, before: readonly string[] = []): string[] => [
  ...before,
  ...value
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean),
];

/** Gathers the values of a flag that may be given more than once. */
export const each = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** Flags that say which stack to measure. */
export const aiming = (command: Command): Command =>
  command
    .option('-c, --config <file>', 'config of the target (default: ralph.config.yaml here, if there is one)')
    .option('--target <url>', 'base URL of the stack; replaces the one in the config')
    .option('--reference', 'start, review and stop the bundled reference stack');

/** What keeps reviews. */
export const PLACE = 'folder of the reviews, or a database: postgres://…';

/** Where the reviews are kept. */
export const REVIEWS = ['--reviews <place>', PLACE] as const;

/** Flags that say how often to ask, and how long to wait. */
const sampling = (command: Command): Command =>
  command
    .option(
      '-n, --samples <count>',
      'warm samples of each latency (default: from 6 on, until the median is known)',
    )
    .option('--warmup <count>', 'requests before the warm samples')
    .option('--timeout <duration>', 'deadline of one request, such as 30s');

/** Flags that say what to measure and how. */
export const measuring = (command: Command): Command =>
  sampling(
    aiming(command)
      .option('--only <probes>', 'ask only these probes, separated by commas', gather)
      .option('--skip <probes>', 'leave these probes out', gather),
  );

/** Flags of every command that has a result to say. */
export const spoken = (command: Command): Command =>
  command
    .addOption(new Option('--lang <lang>', 'language of the result').choices(['en', 'fr']))
    .option('--json', 'the result as JSON on stdout');

/** Flags of the command that asks a review's open questions again: which those are is the review's to say. */
export const verifying = (command: Command): Command =>
  spoken(sampling(aiming(command)))
    .option(...REVIEWS)
    .addOption(
      new Option('--fail-on <outcome>', 'whether a failed criterion that does not block counts').choices([
        'blocked',
        'attention',
      ]),
    );

/** The flag that says which number one review takes. */
export const numbering = (command: Command): Command =>
  command.option('--cycle <number>', 'number of this cycle (default: the next)');

/** Flags that say how to judge and how to say it. */
export const telling = (command: Command): Command =>
  spoken(command)
    .option(...REVIEWS)
    .option('--baseline <which>', 'what to compare with: a branch, a review file, a cycle number, or none')
    .option('--require-baseline', 'exit with 3 where there is nothing that the figures compare with')
    .option(
      '--reporter <id[=path]>',
      'draw the review with this reporter, to stdout or to a file; repeatable',
      each,
    )
    .addOption(
      new Option('--fail-on <outcome>', 'exit with 1 from this outcome on').choices([
        'blocked',
        'attention',
        'regression',
        'never',
      ]),
    );

/** Flags that say who is told of a new review. */
export const notifying = (command: Command): Command =>
  command
    .option(
      '--notify <service=variable>',
      'tell slack, discord, teams or json by the webhook in this variable; repeatable',
      each,
    )
    .addOption(
      new Option(
        '--notify-on <when>',
        'tell of a verdict that changed, or of each (default: change)',
      ).choices(['change', 'always']),
    );

/** Flags of the comparison of two cycles. */
export const comparing = (command: Command): Command =>
  spoken(command)
    .option('--reviews <place>', `${PLACE}; cycle numbers are looked up there`)
    .addOption(
      new Option('--fail-on <outcome>', 'exit with 1 when a figure got worse').choices([
        'regression',
        'never',
      ]),
    );

/** Flags of the report of a window. */
export const reporting = (command: Command): Command =>
  spoken(command)
    .option('--since <when>', 'from then on: so long ago, such as 24h or 7d, or a date (default: 24h)')
    .option('--last <count>', 'the last so many cycles of each target')
    .option('--target <name>', 'of this target alone, by its name')
    .option('-c, --config <file>', 'config of the target (default: ralph.config.yaml here, if there is one)')
    .option('--reviews <place>', `${PLACE}; without --config it is read without any`)
    .option('-o, --output <file>', 'write the Markdown to this file, and its first sentence to stdout')
    .option(
      '--html <file>',
      'write it as one page, with its charts, to this file; its first sentence to stdout',
    )
    .addOption(
      new Option('--fail-on <outcome>', 'exit with 1 from this outcome on (default: regression)').choices([
        'blocked',
        'attention',
        'regression',
        'never',
      ]),
    );

/** No progress on stderr, or none that moves, for commands that have any. */
export const quietly = (command: Command): Command =>
  command
    .option('-q, --quiet', 'no progress on stderr')
    .option('--no-motion', 'progress line by line, as in a pipe (RALPH_MOTION=reduce: always)');

/** Every command draws in colour where a person looks. */
export const colored = (command: Command): Command => command.option('--no-color', 'no colours');
