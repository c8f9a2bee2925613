import type { OptionOutline, Outline } from './outline.ts';
import { flattened } from './outline.ts';
import { type Words, wordsFor } from './words.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** What stands for itself in a description of `_arguments`. */
const plain = (text: string): string => text.replace(/[[\]:\\]/g, '\\$&');

const nameOf = (path: string): string => `_${path.replaceAll(' ', '_')}`;

function action(words: Words): string {
  if (words.kind === 'file') return '_files';
  if (words.kind === 'folder') return '_files -/';
  if (words.kind === 'anything') return ' ';
  const list = words.words.map((word) => word.replace(/[:\\]/g, '\\$&')).join(' ');
  return words.kind === 'list' ? `_sequence compadd - ${list}` : `(${list})`;
}

/** A flag as `_arguments` takes it; a flag of two spellings excludes itself. */
function spec({ flags, about, value }: OptionOutline): string {
  const tail =
    value === null ? '' : `${value.isOptional ? '::' : ':'}${plain(value.name)}:${action(wordsFor(value))}`;
  const described = `[${plain(about)}]${tail}`;
  return flags.length === 1
    ? `  ${quoted(`${flags[0]}${described}`)}`
    : `  ${quoted(`(${flags.join(' ')})`)}{${flags.join(',')}}${quoted(described)}`;
}

const argumentSpec = ({ arguments: all }: Outline): string[] =>
  all.map((argument) => {
    const place = argument.isVariadic ? '*' : '';
    const colon = argument.isOptional && !argument.isVariadic ? '::' : ':';
    return `  ${quoted(`${place}${colon}${plain(argument.name)}:${action(wordsFor(argument))}`)}`;
  });

/** The function of a command; one with commands below it says which, and hands on to theirs. */
function commandFunction(outline: Outline): string {
  const { path, options, commands } = outline;
  const specs = options.map(spec);
  if (commands.length === 0)
    return `${nameOf(path)}() {\n_arguments -s -S \\\n${[...specs, ...argumentSpec(outline)].join(' \\\n')}\n}`;
  return `${nameOf(path)}() {
local context state state_descr line
typeset -A opt_args
local -a commands=(
${commands.map(({ name, about }) => `  ${quoted(`${name}:${about}`)}`).join('\n')}
)
_arguments -C \\
${[...specs, "  '1: :->command'", "  '*:: :->rest'"].join(' \\\n')}
case $state in
command) _describe -t commands command commands;;
rest) case $words[1] in
${commands.map((below) => `  ${below.name}) ${nameOf(below.path)};;`).join('\n')}
  esac;;
esac
}`;
}

/** A script for zsh that completes commands with what they do, flags, ids and paths. */
export const zsh = (ralph: Outline): string => `#compdef ralph
# Completion of ralph for zsh: source <(ralph completion zsh), below compinit
${flattened(ralph).map(commandFunction).join('\n')}
if [[ $funcstack[1] == _ralph ]]; then _ralph "$@"; else compdef _ralph ralph; fi
`;
