import { type Command, Option } from 'commander';
import type { FleetReviewFlags } from '../commands/fleet-review.ts';
import type { FleetScheduleFlags } from '../commands/fleet-schedule.ts';
import { colored, each, quietly, spoken } from '../flags.ts';
import type { FleetFlags } from '../fleet/fleet-place.ts';
import { benchingFleets } from './fleet-bench.ts';
import { explained, type Help } from './help.ts';
import type { Shell } from './shell.ts';

const FLEET: Help = {
  about: [
    'Each host runs "ralph agent", which observes what it is asked to and no more; all answers are judged here, by one set of rules.',
  ],
  examples: [
    ['ralph fleet review fleet.yaml', 'every stack of the file, now'],
    ['ralph fleet schedule fleet.yaml --cron "0 3 * * *"', 'every night'],
    ['ralph fleet status fleet.yaml', 'who is there, and what was done last'],
  ],
};

const REVIEW: Help = {
  about: [
    'A stack without an answer is a failed one, with the reason. One review of a fleet is made at a time: where another one is being made, this one follows it.',
  ],
  examples: [
    ['ralph fleet review fleet.yaml', 'all stacks, worst first'],
    ['ralph fleet review fleet.yaml --only eu-07 --deadline 10m', 'one of them, within ten minutes'],
    ['ralph fleet review fleet.yaml --html fleet.html --json', 'as a page, and for a program'],
    ['ralph fleet review fleet.yaml --resume', 'go on where a killed one was'],
  ],
  exitCodes:
    '0 the gate is passed · 1 it is failed, as --fail-on asks · 2 usage or config · 3 could not conclude · 130 interrupted; what was asked is withdrawn',
};

const SCHEDULE: Help = {
  about: [
    'Several may stand by with the same file, on several machines: each review is made by one of them, and taken up by another where that one dies. No two reviews of a fleet are made at the same time.',
  ],
  examples: [
    ['ralph fleet schedule fleet.yaml --cron "0 3 * * *" --tz Europe/Paris', 'every night at three'],
    ['ralph fleet schedule fleet.yaml', 'stand by for what is scheduled'],
    ['ralph fleet schedule fleet.yaml --clear', 'no more of them'],
  ],
};

const STATUS: Help = {
  examples: [
    ['ralph fleet status fleet.yaml', 'agents, reviews, schedule'],
    ['ralph fleet status fleet.yaml --json', 'the same for a program'],
  ],
};

/** The commands that review many stacks as one. */
export function fleet(shell: Shell): void {
  const { command, terminal, signal, done } = shell;
  const group = command('fleet', 'many stacks on many hosts, reviewed as one', FLEET);
  const named = (name: string, description: string, help: Help): Command =>
    quietly(spoken(colored(explained(group.command(name).description(description), help)))).argument(
      '<fleet>',
      'a YAML file that says where the queue is and which stacks there are',
    );

  named('review', 'have every stack observed on its host, and judge them as one', REVIEW)
    .option('--only <stack>', 'only this stack, by its name; repeatable', each)
    .option('--deadline <duration>', 'a stack that has not answered by then is a failed one')
    .option('--resume', 'go on with the review that was interrupted: nothing is judged twice')
    .option('--html <file>', 'write it as one page to this file, too')
    .option('--reporter <id[=path]>', 'draw it with this reporter, to stdout or to a file; repeatable', each)
    .addOption(
      new Option('--fail-on <outcome>', 'exit with 1 from this outcome on').choices([
        'blocked',
        'attention',
        'regression',
        'never',
      ]),
    )
    .action(async (file: string, flags: FleetReviewFlags) =>
      done(await (await import('../commands/fleet-review.ts')).fleetReview(file, flags, terminal, signal)),
    );

  named('schedule', 'have the fleet reviewed at these times, and make the reviews that are due', SCHEDULE)
    .option('--cron <expression>', 'at these times, such as "0 3 * * *", in place of the schedule there is')
    .option('--tz <zone>', 'in this time zone, such as Europe/Paris (default: that of this machine)')
    .option('--clear', 'instead: take the schedule away')
    .action(async (file: string, flags: FleetScheduleFlags) =>
      done(
        await (await import('../commands/fleet-schedule.ts')).fleetSchedule(file, flags, terminal, signal),
      ),
    );

  named('status', 'who is there, what is being made, what was made last, and what comes next', STATUS).action(
    async (file: string, flags: FleetFlags) =>
      done(await (await import('../commands/fleet-status.ts')).fleetStatus(file, flags, terminal)),
  );

  benchingFleets(group, shell);
}
