import { flattened, type OptionOutline, type Outline } from '../completion/outline.ts';

/** A letter that is not ASCII, by its number: what roff reads everywhere, whatever the locale. */
const byNumber = (letter: string): string =>
  `\\[u${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;

/** Text as roff takes it: no line is a request, no hyphen a dash that cannot be copied. */
const plain = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/gm, '\\&')
    .replace(/\P{ASCII}/gu, byNumber);

const bold = (text: string): string => `\\fB${plain(text)}\\fR`;
const italic = (text: string): string => `\\fI${plain(text)}\\fR`;

const paragraph = (text: string): string => `.PP\n${plain(text)}`;
const item = (head: string, body: string): string => `.TP\n${head}\n${body}`;
const section = (title: string, ...parts: readonly string[]): string =>
  [`.SH ${title.toUpperCase()}`, ...parts].join('\n');

/** Flags that every command has are said once. */
const COMMON = new Set(['--help', '--no-color']);

function optionItem({ flags, about, value }: OptionOutline): string {
  const takes =
    value === null ? '' : value.isOptional ? ` [${italic(value.name)}]` : ` ${italic(value.name)}`;
  const choices = value?.choices ? ` (${value.choices.join(', ')})` : '';
  return item(flags.map(bold).join(', ') + takes, plain(about + choices));
}

/** "review [options] <id>", as the command is typed. */
function synopsis({ path, usage }: Outline): string {
  const words = usage
    .replace(/^\[options\] ?/, '')
    .split(' ')
    .filter((word) => word !== '' && word !== '[command]');
  return [bold(path), `[${italic('options')}]`, ...words.map(italic)].join(' ');
}

function commandPart(outline: Outline): string {
  const { path, about, arguments: words, options, help } = outline;
  const own = options.filter(({ flags }) => !flags.some((flag) => COMMON.has(flag)));
  return [
    `.SS ${plain(path)}`,
    synopsis(outline),
    paragraph(`${about.charAt(0).toUpperCase()}${about.slice(1)}.`),
    ...(help?.about ?? []).map(paragraph),
    ...words.map(({ name, about: what }) => item(italic(name), plain(what))),
    ...own.map(optionItem),
    ...(help ? [paragraph('Examples:')] : []),
    ...(help?.examples ?? []).map(([line, purpose]) => item(bold(line), plain(purpose))),
    ...(help?.exitCodes === undefined ? [] : [paragraph(`Exit codes: ${help.exitCodes}`)]),
  ].join('\n');
}

const FILES: readonly (readonly [name: string, what: string])[] = [
  ['ralph.config.yaml', 'what is reviewed, and how it is judged; "ralph init" writes it'],
  ['reviews/', 'the reviews, as Markdown and as JSON with their evidence'],
  ['reviews/baselines.json', 'which of them are blessed'],
];

const ENVIRONMENT: readonly (readonly [name: string, what: string])[] = [
  ['NO_COLOR', 'no colours, whatever it says'],
  ['COLUMNS', 'how wide to draw where the output is no terminal'],
  ['LC_ALL, LC_MESSAGES, LANG', 'the language of what is said, where neither flag nor config says it'],
];

/** The manual of a program as roff with the macros of man(7), for `man ralph`. */
export function manualPage(ralph: Outline, version: string): string {
  const [, ...commands] = flattened(ralph);
  return `${[
    '.\\" Written by "npm run generate".',
    `.TH RALPH 1 "" "ralph ${version}" "User Commands"`,
    section('Name', `ralph \\- ${plain('the moderator for self-hosted voice stacks')}`),
    section('Synopsis', `${bold('ralph')} ${italic('command')} [${italic('options')}]`),
    section(
      'Description',
      `${plain(ralph.about)}.`,
      ...(ralph.help?.examples ?? []).map(([line, purpose]) => item(bold(line), plain(purpose))),
    ),
    section('Commands', ...commands.map(commandPart)),
    section(
      'Options of every command',
      item(bold('--no-color'), 'no colours'),
      item(`${bold('-h')}, ${bold('--help')}`, 'flags and examples of the command'),
    ),
    section('Exit status', plain(ralph.help?.exitCodes ?? '')),
    section('Environment', ...ENVIRONMENT.map(([name, what]) => item(bold(name), plain(what)))),
    section('Files', ...FILES.map(([name, what]) => item(italic(name), plain(what)))),
  ].join('\n')}\n`;
}
