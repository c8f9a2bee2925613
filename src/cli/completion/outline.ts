import type { Argument, Command, Option } from 'commander';
import { type Help, helpOf } from '../program/help.ts';

/** What a value may be: one of some words (or several of them, separated by commas), a path, or anything. */
export interface Value {
  /** As help calls it: "probes". */
  readonly name: string;
  readonly choices: readonly string[] | null;
  readonly isOptional: boolean;
}

export interface OptionOutline {
  /** "-q" and "--quiet". */
  readonly flags: readonly string[];
  readonly about: string;
  readonly value: Value | null;
}

/** A command as data: what completions and the manual are made of. */
export interface Outline {
  /** From the program on: "ralph", "ralph baseline set". */
  readonly path: string;
  readonly name: string;
  readonly about: string;
  /** "[options] [review]". */
  readonly usage: string;
  readonly options: readonly OptionOutline[];
  readonly arguments: readonly (Value & { readonly about: string; readonly isVariadic: boolean })[];
  readonly commands: readonly Outline[];
  readonly help: Help | undefined;
}

/** What stands where nothing is said, as help has it; of a flag that is on or off there is nothing to say. */
const withDefault = ({ description, defaultValue }: Option): string =>
  defaultValue === undefined || typeof defaultValue === 'boolean'
    ? description
    : `${description} (default: ${defaultValue})`;

function optionOf(option: Option): OptionOutline {
  const { short, long, flags, argChoices, required, optional } = option;
  const name = /[<[](.*)[>\]]/.exec(flags)?.[1] ?? '';
  return {
    flags: [short, long].flatMap((flag) => flag ?? []),
    about: withDefault(option),
    value: required || optional ? { name, choices: argChoices ?? null, isOptional: optional } : null,
  };
}

const argumentOf = (argument: Argument) => ({
  name: argument.name(),
  about: argument.description,
  choices: argument.argChoices ?? null,
  isOptional: !argument.required,
  isVariadic: argument.variadic,
});

/** A command and those below it, as they stand in help. */
export function outlineOf(command: Command, above = ''): Outline {
  const path = `${above}${command.name()}`;
  const help = command.createHelp();
  return {
    path,
    name: command.name(),
    about: command.description(),
    usage: command.usage(),
    options: help.visibleOptions(command).map(optionOf),
    arguments: command.registeredArguments.map(argumentOf),
    commands: help
      .visibleCommands(command)
      .filter((each) => each.name() !== 'help')
      .map((each) => outlineOf(each, `${path} `)),
    help: helpOf(command),
  };
}

/** A command and all below it, each once. */
export const flattened = (outline: Outline): Outline[] => [outline, ...outline.commands.flatMap(flattened)];
