import type { Text } from '../domain/text.ts';

/** How a project is tested or built, as a config says it. */
export interface FoundTask {
  readonly command: readonly [string, ...string[]];
  /** Relative to the root; absent: there. */
  readonly folder?: string;
  /** What it was told by: a path. */
  readonly by: string;
  /** What is not there yet, so that it would not start, and how to get it; null where nothing is missed. */
  readonly lacks: Text | null;
}

/** The folder as a key, where it is not the root. */
export const inFolder = (folder: string): { readonly folder?: string } => (folder === '' ? {} : { folder });
