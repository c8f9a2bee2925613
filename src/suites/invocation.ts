import type { Argv } from './runner.ts';

const bare = (path: string): string => path.replace(/^.*[\\/]/, '').replace(/\.(?:exe|cmd|m?js|cjs)$/, '');

const environments = new Set(['uv', 'poetry', 'pipenv', 'pdm', 'rye', 'hatch']);

/**
 * Where in a command the named program stands when it is what runs: first, after `node`, after `python -m`, or
 * after `uv run` and its like; −1 otherwise, as behind npm, npx, make or a shell.
 */
export function programIndex(argv: Argv, names: readonly string[]): number {
  const index = argv.findIndex((word) => names.includes(bare(word)));
  if (index <= 0) return index;
  const first = bare(argv[0]);
  const behindNode = /^node$/.test(first) && index === 1;
  const behindModule = argv[index - 1] === '-m';
  const behindEnvironment = environments.has(first) && argv[1] === 'run';
  return behindNode || behindModule || behindEnvironment ? index : -1;
}

/** The command with words put in after the one at `index`, before whatever the user wrote behind it. */
export const withOptions = ([first, ...rest]: Argv, index: number, options: readonly string[]): Argv => [
  first,
  ...rest.slice(0, index),
  ...options,
  ...rest.slice(index),
];

/** Whether the user gave one of these options, alone or as `--option=value`. */
export const hasOption = (argv: Argv, ...options: readonly string[]): boolean =>
  argv.some((word) => options.some((option) => word === option || word.startsWith(`${option}=`)));
