import type { Notation, Reading } from './reading.ts';

export type Argv = readonly [string, ...string[]];

const expected = 'a command such as [python3, -m, pytest]';

/** One piece of a word: text in double quotes, text in single quotes, or bare text. */
const PIECE = /"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<bare>[^\s"']+)|(?<space>\s+)|(?<stray>["'])/g;

const SHELL_ANYWHERE = /[|&;<>()$`\\*?{}[\]~\n]/;
const SHELL_IN_DOUBLE_QUOTES = /[$`\\]/;
const ASSIGNMENT = /^[A-Za-z_]\w*=/;

const needsShell = (what: string) => ({
  expected: `a command without shell features (${what} is one): write it as a list of words, or put the line into a script and name the script`,
});

function words(text: string): Reading<readonly string[]> {
  const found: string[] = [];
  let word: string | undefined;
  for (const { groups = {} } of text.matchAll(PIECE)) {
    const { double, single, bare, space, stray } = groups;
    if (stray !== undefined) return { expected: `${expected}, with every quotation mark closed` };
    const feature = SHELL_ANYWHERE.exec(bare ?? '') ?? SHELL_IN_DOUBLE_QUOTES.exec(double ?? '');
    if (feature !== null) return needsShell(feature[0]);
    if (space === undefined) word = (word ?? '') + (double ?? single ?? bare ?? '');
    else if (word !== undefined) {
      found.push(word);
      word = undefined;
    }
  }
  return { value: word === undefined ? found : [...found, word] };
}

/** A command line, split at blanks outside quotation marks into words; nothing in it is for a shell. */
export const commandLine: Notation<Argv> = {
  pattern: /\S/,
  examples: ['python3 -m pytest'],
  expected,
  read(text) {
    const assignment = ASSIGNMENT.exec(text.trim())?.[0];
    if (assignment !== undefined) return { ...needsShell(`the assignment ${assignment}…`), secret: true };
    const reading = words(text.trim());
    if ('expected' in reading) return reading;
    const [program, ...rest] = reading.value;
    if (program === undefined || program === '') return { expected };
    return { value: [program, ...rest] };
  },
};
