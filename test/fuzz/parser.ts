import type { Random } from './mutate.ts';

/** One thing that reads what others write: anything it throws is a bug. */
export interface Parser {
  readonly id: string;
  /** Inputs as they should be, from which the others are made. */
  readonly corpus: readonly (string | Uint8Array)[];
  parse(input: Buffer, next: Random): unknown;
}

/** Runs what may throw errors of this name, because that is how it says what is wrong with its input. */
export function refusing<Result>(name: string, read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && error.name === name) return undefined;
    throw error;
  }
}
