import { stripVTControlCharacters } from 'node:util';
import { firstChars } from '../domain/secrets/excerpt.ts';
import { maskFor } from '../domain/secrets/mask.ts';

const masked = maskFor([]);

/** Longer than a secret is, so that none loses its beginning to a cut before it is masked. */
const BEFORE_CHARS = 8_000;

const LONGEST_LINE = 400;

/** Output as a person reads it: no colours, no control characters, no text direction tricks, plain newlines. */
export const plain = (output: string): string =>
  stripVTControlCharacters(output)
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, '');

const clipped = (line: string, longest: number): string =>
  line.length > longest ? `${line.slice(0, longest - 1)}…` : line;

/** One line of untrusted text, fit for a review: plain, without what looks like a secret, at most `longest` long. */
export const quoted = (text: string, longest = 300): string =>
  clipped(
    masked(plain(firstChars(text, 10 * longest)))
      .replace(/\s+/g, ' ')
      .trim(),
    longest,
  );

/** The last lines that say something, fit for a review, in their order. */
export function lastLines(text: string, most: number): string[] {
  return masked(plain(text.slice(-most * 1000 - BEFORE_CHARS)))
    .slice(-most * 1000)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(-most)
    .map((line) => clipped(line, LONGEST_LINE));
}

/** The last line that says something, fit for a review; null where nothing was said. */
export const lastLine = (text: string): string | null => lastLines(text, 1).at(-1)?.trim() ?? null;

const errorLine = /^\s*(?:[\w.]*(?:Error|Exception)|error|fatal)\b.*:/;

/** The line that says best what went wrong: the last that calls itself an error, or else the last; null for silence. */
export function complaintLine(text: string): string | null {
  const lines = lastLines(text, 60).filter((line) => !/^npm (?:error|warn|notice|ERR!)/.test(line));
  const line = lines.findLast((one) => errorLine.test(one)) ?? lines.at(-1);
  return line?.trim() ?? lastLine(text);
}
