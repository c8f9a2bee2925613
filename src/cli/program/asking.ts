import type { Command } from 'commander';
import type { WatchFlags } from '../commands/watch.ts';
import { type Flags, measuring, notifying, numbering, quietly, telling, verifying } from '../flags.ts';
import type { Help } from './help.ts';
import type { Shell } from './shell.ts';

const REVIEW: Help = {
  examples: [
    ['ralph review', 'the stack of ralph.config.yaml, or the bundled one'],
    ['ralph review --target http://localhost:8000', 'find out what speaks there, and review it'],
    ['ralph review --only llm,tts --samples 20', 'measure two things well'],
    ['ralph review --reporter html=report.html', 'as one page for a browser, too'],
    ['ralph review --dry-run', 'what would be asked, and how long it takes'],
    ['ralph review --resume', 'go on where the last run was interrupted'],
    ['ralph review --fail-on regression --json', 'a gate for CI'],
  ],
  exitCodes:
    '0 the gate is passed · 1 it is failed, as --fail-on asks · 2 usage or config · 3 could not conclude · 130 interrupted; --resume goes on',
};

const VERIFY: Help = {
  about: [
    'Puts only the probes on which the findings and failed criteria of the review stand, and ticks their boxes. The review stays as it is, and none of its commands is run: what ralph runs stands in the config alone.',
  ],
  examples: [
    ['ralph verify', 'the latest review of the stack of ralph.config.yaml'],
    ['ralph verify 12', 'cycle 12'],
    ['ralph verify reviews/2026-01-31-cycle-012.md', 'a review file, by its .md or .json'],
    ['ralph verify --json -q', 'for a script'],
  ],
  exitCodes: '0 nothing blocks any more · 1 something does · 2 usage or config · 3 could not conclude',
};

const WATCH: Help = {
  about: [
    'Takes the flags of review, which each cycle is made with, in a process of its own. Slots are counted from the start, or are those of the clock: nothing drifts. One that passes while a cycle still runs, or while the machine sleeps, is skipped and said. No outcome of a review ends the watch.',
    'Ctrl-C ends the running cycle as it ends a review: what it has finished is kept for "ralph review --resume".',
  ],
  examples: [
    ['ralph watch --every 30m', 'the stack of ralph.config.yaml, now and every half hour'],
    ['ralph watch --cron "0 3 * * *"', 'every night'],
    ['ralph watch --every 10m --cycles 6 --only llm,tts', 'an hour of two probes'],
  ],
};

const OBSERVE: Help = {
  examples: [
    ['ralph observe -o evidence.json', 'measure now …'],
    ['ralph judge evidence.json --lang fr', '… judge later, offline'],
  ],
};

/** Of review, and of watch, whose reviews take the same flags. */
const reviewing = (command: Command): Command =>
  notifying(telling(measuring(quietly(command)))).option(
    '--no-confirm',
    'measure nothing a second time, and claim no change of a figure that wanders',
  );

/** The commands that put questions to a stack and judge the answers. */
export function asking({ command, terminal, signal, done }: Shell): void {
  numbering(reviewing(command('review', 'measure, judge, compare, and write the review', REVIEW)))
    .option('--resume', 'go on with the run that was interrupted: asks only what it had not finished')
    .option('--dry-run', 'say what would be asked and how long it would take, and write nothing')
    .action(async (flags: Flags) =>
      done(await (await import('../commands/review.ts')).review(flags, terminal, signal)),
    );

  reviewing(command('watch', 'review on a schedule, until it is stopped', WATCH))
    .option('--every <duration>', 'a cycle now and then one each so often, such as 30m')
    .option(
      '--cron <expression>',
      'a cycle at these times, such as "0 3 * * *", by the clock of this machine',
    )
    .option('--cycles <count>', 'end after so many cycles, as the last one ended')
    .action(async (flags: WatchFlags, self: Command) => {
      const { watch, WATCH_FLAGS } = await import('../commands/watch.ts');
      const { wordsOf } = await import('../watch/words-of.ts');
      done(await watch(flags, wordsOf(self, WATCH_FLAGS), terminal, signal));
    });

  verifying(
    quietly(command('verify', 'ask again what a review found wrong, and say what still blocks', VERIFY)),
  )
    .argument('[review]', 'a review file, or the number of a cycle (default: the latest)')
    .action(async (review: string | undefined, flags: Flags) =>
      done(await (await import('../commands/verify.ts')).verify(review, flags, terminal, signal)),
    );

  measuring(quietly(command('observe', 'measure, and save the evidence', OBSERVE)))
    .option('-o, --output <file>', 'where to save it (default: stdout)')
    .action(async (flags: Flags) =>
      done(await (await import('../commands/observe.ts')).observe(flags, terminal, signal)),
    );
}
