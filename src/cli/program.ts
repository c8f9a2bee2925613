import { Command } from 'commander';
import { suggest } from '../config/suggest.ts';
import { printable } from '../domain/printable.ts';
import type { ExitCode } from './exit-codes.ts';
import { colored } from './flags.ts';
import { asking } from './program/asking.ts';
import { fleet } from './program/fleet.ts';
import { EXIT_CODES, explained, type Help } from './program/help.ts';
import { hosts } from './program/hosts.ts';
import { instruments } from './program/instruments.ts';
import { knowing } from './program/knowing.ts';
import { looking } from './program/looking.ts';
import { remembering } from './program/remembering.ts';
import { starting } from './program/starting.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

const HELP: Help = {
  examples: [
    ['ralph init', 'look at your project, and write its config'],
    ['ralph doctor', 'what can be measured here, and what is missing'],
    ['ralph review', 'measure, judge, compare, write the review'],
    ['ralph explain canned-answer', 'what a finding means, and what to do'],
    ['ralph verify', 'ask again what the last review found wrong'],
    ['ralph review --help', 'flags and examples of a command'],
  ],
  exitCodes: EXIT_CODES,
};

/** In which order the commands are shown. */
const GROUPS = [
  ['The first minutes:', starting],
  ['Asking a stack:', asking],
  ['Looking back:', remembering],
  ['Looking back:', looking],
  ['Many hosts:', fleet],
  ['Looking up:', knowing],
  ['Many hosts:', hosts],
  ['Instruments:', instruments],
] as const;

/** "error: unknown command 'reviw'\n(Did you mean review?)" as ralph says such things. */
const inItsWords = (text: string): string =>
  text.replace(/^error: /, 'ralph: ').replace(/\n\(Did you mean (one of )?(.*?)\?\)/, '; did you mean $1$2?');

/** Commander shows the help of all commands to who asks for that of one which does not exist. */
function refuseUnknown(ralph: Command): void {
  const [word] = ralph.args[0] === 'help' ? ralph.args.slice(1) : ralph.args;
  const names = ralph.commands.map((command) => command.name());
  if (word === undefined || word.startsWith('-') || ['help', ...names].includes(word)) return;
  const meant = suggest(word, names);
  ralph.error(`error: unknown command '${word}'${meant === undefined ? '' : `\n(Did you mean ${meant}?)`}`);
}

/** The commands and their flags; each loads its code when it is called. */
export function program(terminal: Terminal, signal: AbortSignal, done: (code: ExitCode) => void): Command {
  const ralph = explained(new Command('ralph'), HELP)
    .description(
      'The moderator for self-hosted voice stacks: measures, judges, compares and says what to do next',
    )
    .version(version)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(printable(text)),
      outputError: (text, write) => write(inItsWords(text)),
    })
    .showHelpAfterError('See "ralph --help" for the commands, with examples.');

  ralph.addHelpText('before', () => {
    refuseUnknown(ralph);
    return '';
  });
  ralph.commandsGroup(GROUPS[0][0]).helpCommand('help [command]', 'the flags and examples of a command');
  for (const [heading, group] of GROUPS) {
    ralph.commandsGroup(heading);
    const command = (name: string, description: string, help: Help): Command =>
      colored(explained(ralph.command(name).description(description), help)).showHelpAfterError(
        `See "ralph ${name} --help" for its flags, with examples.`,
      );
    group({ command, terminal, signal, done });
  }
  return ralph;
}
