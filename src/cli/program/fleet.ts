import { type Command, Option } from 'commander';
import type { FleetReviewFlags } from '../commands/fleet-review.ts';
import { colored, each, quietly, spoken } from '../flags.ts';
import { explained, type Help } from './help.ts';
import type { Shell } from './shell.ts';

const FLEET: Help = {
  about: [
    'Each host runs "ralph agent", which observes what it is asked to and no more; all answers are judged here, by one set of rules.',
  ],
  examples: [['ralph fleet review fleet.yaml', 'every stack of the file, now']],
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

/** The commands that review many stacks as one. */
export function fleet({ command, terminal, signal, done }: Shell): void {
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
}
