import { fileParsers } from './file-parsers.ts';
import type { Parser } from './parser.ts';
import { saidParsers } from './said-parsers.ts';
import { soundParsers } from './sound-parsers.ts';
import { streamParsers } from './stream-parsers.ts';

/** Everything that reads what others write. */
export const parsers = async (): Promise<readonly Parser[]> => [
  ...saidParsers,
  ...streamParsers,
  ...fileParsers,
  ...(await soundParsers()),
];
