import { flattened, type Outline } from './outline.ts';
import { type Words, wordsFor } from './words.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const ACTIONS: Readonly<Record<Words['kind'], string>> = {
  words: '_ralph_word',
  list: '_ralph_list',
  file: 'compopt -o filenames; _ralph_path -f',
  folder: 'compopt -o filenames; _ralph_path -d',
  anything: 'COMPREPLY=()',
};

const action = (words: Words): string =>
  `${ACTIONS[words.kind]}${'words' in words ? ` ${quoted(words.words.join(' '))}` : ''}`;

/** One line of a `case` for each flag of a command that takes a value. */
const flagCases = ({ path, options }: Outline): string[] =>
  options.flatMap(({ flags, value }) =>
    value === null
      ? []
      : [
          `    ${flags.map((flag) => quoted(`${path} ${flag}`)).join('|')}) ${action(wordsFor(value))}; return;;`,
        ],
  );

/** What may stand in the place of a word that is no flag. */
function wordCase({ path, commands, arguments: [argument] }: Outline): string {
  const own =
    commands.length > 0 ? `_ralph_word ${quoted(commands.map(({ name }) => name).join(' '))}` : null;
  return `    ${quoted(path)}) ${own ?? (argument ? action(wordsFor(argument)) : 'COMPREPLY=()')};;`;
}

/** A script for bash 4 and later that completes commands, flags, ids and paths. */
export function bash(ralph: Outline): string {
  const all = flattened(ralph);
  const below = all.filter(({ path }) => path !== ralph.path);
  return `# Completion of ralph for bash: source <(ralph completion bash)
_ralph_word() { COMPREPLY=($(compgen -W "$1" -- "$cur")); }
_ralph_list() {
  local before=''
  [[ $cur == *,* ]] && before="\${cur%,*},"
  COMPREPLY=($(compgen -P "$before" -W "$1" -- "\${cur##*,}"))
  compopt -o nospace
}
_ralph_path() { mapfile -t COMPREPLY < <(compgen "$1" -- "$cur"); }
_ralph() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} path=ralph index
  # Bash takes --flag=value for three words.
  if [[ $cur == '=' ]]; then cur=''
  elif [[ $prev == '=' ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    case "$path \${COMP_WORDS[index]}" in
    ${below.map(({ path }) => quoted(path)).join('|')}) path="$path \${COMP_WORDS[index]}";;
    esac
  done
  case "$path $prev" in
${all.flatMap(flagCases).join('\n')}
  esac
  if [[ $cur == -* ]]; then
    case "$path" in
${all.map(({ path, options }) => `    ${quoted(path)}) _ralph_word ${quoted(options.flatMap(({ flags }) => flags).join(' '))};;`).join('\n')}
    esac
    return
  fi
  case "$path" in
${all.map(wordCase).join('\n')}
  esac
}
complete -F _ralph ralph
`;
}
