import { flattened, type Outline } from './outline.ts';
import { type Words, wordsFor } from './words.ts';

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

function action(words: Words): string {
  if (words.kind === 'file') return '-r -F';
  if (words.kind === 'folder') return `-x -a '(__fish_complete_directories)'`;
  if (words.kind === 'anything') return '-x';
  const list = words.words.join(' ');
  return words.kind === 'list' ? `-x -a ${quoted(`(__ralph_list ${list})`)}` : `-x -a ${quoted(list)}`;
}

/** When the words typed so far lead to a command and not to one below it. */
function condition({ path, commands }: Outline): string {
  const [, ...names] = path.split(' ');
  const seen = names.map((name) => `__fish_seen_subcommand_from ${name}`);
  const below = commands.map(({ name }) => name).join(' ');
  const none = below === '' ? [] : [`not __fish_seen_subcommand_from ${below}`];
  return `-n ${quoted([...seen, ...none].join('; and '))}`;
}

function lines(outline: Outline): string[] {
  const when = `complete -c ralph ${condition(outline)}`;
  const flags = outline.options.map(({ flags, about, value }) => {
    const spelt = flags.map((flag) =>
      flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
    );
    const takes = value === null ? '' : ` ${action(wordsFor(value))}`;
    return `${when} ${spelt.join(' ')}${takes} -d ${quoted(about)}`;
  });
  const below = outline.commands.map(({ name, about }) => `${when} -f -a ${name} -d ${quoted(about)}`);
  const [argument] = outline.arguments;
  const words = argument
    ? [
        `${when} ${action(wordsFor(argument))
          .replace(/^-x/, '-f')
          .replace(/^-r -F/, '-F')}`,
      ]
    : [];
  return [...flags, ...below, ...words];
}

/** A script for fish 3 and later that completes commands with what they do, flags, ids and paths. */
export const fish = (
  ralph: Outline,
): string => `# Completion of ralph for fish: ralph completion fish > ~/.config/fish/completions/ralph.fish
function __ralph_list
  set -l typed (commandline -ct)
  set -l before (string match -r '^.*,' -- $typed)
  printf '%s\\n' "$before"$argv
end
complete -c ralph -f
${flattened(ralph).flatMap(lines).join('\n')}
`;
