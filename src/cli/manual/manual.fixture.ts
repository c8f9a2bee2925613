import { knownSecrets } from '../../domain/secrets/known.ts';
import { outlineOf } from '../completion/outline.ts';
import { program } from '../program.ts';
import { version } from '../version.ts';
import { manualPage } from './page.ts';

const silent = { write: () => true };

/** A program that nobody runs, to be looked at. */
export const unrun = () =>
  program(
    { ...{ argv: [], env: {}, stdout: silent, stderr: silent }, cwd: () => '.', secrets: knownSecrets([]) },
    new AbortController().signal,
    () => {},
  );

/** The manual of this ralph. */
export const manual = (): string => manualPage(outlineOf(unrun()), version);
