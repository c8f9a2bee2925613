/** Where in a file, counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** One thing wrong with a config. */
export interface Problem {
  readonly place?: Place;
  /** Dotted path of the field. */
  readonly path?: string;
  /** One of {@link says}. */
  readonly message: string;
}

const MOST_SHOWN = 20;

const list = (words: readonly string[]): string => words.join(', ');

const misread = (found: string, expected: string): string => `found ${found}, expected ${expected}`;

/** Every sentence with which a config is refused. */
export const says = {
  misread,
  unknownKey: (key: string, known: readonly string[], meant: string | undefined) =>
    misread(
      `the unknown key "${key}"`,
      `one of ${list(known)}${meant === undefined ? '' : `; did you mean "${meant}"?`}`,
    ),
  twice: (key: string) => misread(`the key ${key} a second time`, 'each key once: keep one of the two'),
  tab: () => misread('a tab', 'spaces: YAML indents with spaces only'),
  tag: (tag: string) => misread(`the tag ${tag}`, 'a plain value: remove the tag'),
  alias: (alias: string) => misread(`the alias ${alias}`, 'the value itself: write it out'),
  documents: () => misread('a second document', 'one document: remove what follows the ---'),
  syntax: (detail: string) =>
    misread(`invalid YAML (${detail})`, 'YAML: correct the line, or the one before it'),
  tooDeep: () => misread('lists or maps nested five hundred deep', 'fewer levels: is it the right file?'),
  stray: (most: number) =>
    misread(
      `more than ${most} brackets that close nothing`,
      'a bracket for each that opens: is it the right file?',
    ),
  tooLong: (most: number) =>
    misread(`more than ${most} lines`, `at most ${most} that are not empty: is it the right file?`),
  empty: (least: string) => misread('an empty file', `at least ${least}`),
  encoding: () => misread('bytes that are not UTF-8', 'UTF-8: save the file in that encoding'),
  oversized: (bytes: number, most: number) =>
    misread(`${bytes} bytes`, `at most ${most}: is it the right file?`),
  noFile: () => misread('no such file', 'a YAML file: correct the path'),
  notAFile: () => misread('a folder or a device', 'a YAML file: correct the path'),
  unreadable: (code: string) =>
    misread(`a file that cannot be read (${code})`, 'a readable file: check its permissions'),
} as const;

function line(file: string, { place, path, message }: Problem): string {
  const where = place === undefined ? file : `${file}:${place.line}:${place.column}`;
  return `${where}  ${path === undefined ? '' : `${path}: `}${message}`;
}

/** A config that cannot be used; the message has one line for each problem. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly Problem[];

  constructor(file: string, problems: readonly Problem[]) {
    const shown = problems.slice(0, MOST_SHOWN).map((problem) => line(file, problem));
    const rest = problems.length - shown.length;
    super([...shown, ...(rest > 0 ? [`… and ${rest} more`] : [])].join('\n'));
    this.problems = problems;
  }
}
