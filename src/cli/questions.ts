import { createInterface } from 'node:readline';
import { firstChars } from '../domain/secrets/excerpt.ts';
import type { Lang, Text } from '../domain/text.ts';
import type { Terminal } from './terminal.ts';

/** Puts questions to the person at a terminal. */
export interface Questions {
  /** One line, or `otherwise` where nothing was typed; asked again while `wrong` says what is wrong with it. */
  ask(question: Text, otherwise: string, wrong?: (answer: string) => string | null): Promise<string>;
  /** The place of one of these. */
  choose(question: Text, options: readonly string[]): Promise<number>;
}

const MOST_CHARS = 500;

/** The questions of somebody whom nobody may ask: a script, or a pipe. */
const unasked: Questions = { ask: async (_, otherwise) => otherwise, choose: async () => 0 };

/** Whether somebody sits there who can answer. */
const isThere = ({ stdin, stderr }: Terminal): boolean => stdin?.isTTY === true && stderr.isTTY === true;

/**
 * Questions on stderr, answered on stdin; never asked where either is no terminal, or with `--yes`: then the first choice
 * and the default stand. Once stdin has ended nobody is asked any more. Rejects when the signal aborts.
 */
export function questionsOf(
  terminal: Terminal,
  { lang, yes, signal }: { readonly lang: Lang; readonly yes: boolean; readonly signal: AbortSignal },
): { readonly questions: Questions; close(): void } {
  const { stdin } = terminal;
  if (yes || stdin === undefined || !isThere(terminal)) return { questions: unasked, close: () => {} };
  const lines = createInterface({ input: stdin, terminal: false, signal });
  const typed = lines[Symbol.asyncIterator]();
  const next = async (): Promise<string | null> => {
    const { value, done } = await typed.next();
    if (signal.aborted) terminal.stderr.write('\n');
    signal.throwIfAborted();
    return done ? null : firstChars(String(value).trim(), MOST_CHARS);
  };
  const ask: Questions['ask'] = async (question, otherwise, wrong = () => null) => {
    for (;;) {
      terminal.stderr.write(`? ${question[lang]}\n  [${otherwise}] `);
      const answer = await next();
      if (answer === null || answer === '') return otherwise;
      const complaint = wrong(answer);
      if (complaint === null) return answer;
      terminal.stderr.write(`  ${complaint}\n`);
    }
  };
  const choose: Questions['choose'] = async (question, options) => {
    terminal.stderr.write(options.map((option, place) => `  ${place + 1}  ${option}\n`).join(''));
    const wanted = { en: `1 to ${options.length}`, fr: `1 à ${options.length}` }[lang];
    const isPlace = (text: string): boolean =>
      /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= options.length;
    return Number(await ask(question, '1', (text) => (isPlace(text) ? null : wanted))) - 1;
  };
  return { questions: { ask, choose }, close: () => lines.close() };
}
