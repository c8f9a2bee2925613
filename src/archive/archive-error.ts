import type { Word } from './entry.ts';

/** The code of a failed call to the operating system. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';

const NO_PERMISSION = 'there is no permission: change that of the folder, or name another one';
const NOT_A_FOLDER = 'a file stands in its place: move it, or name another folder';
const NO_LINKS = 'its file system has no hard links: name a folder on another one';

const CAUSES: Readonly<Record<string, string>> = {
  EACCES: NO_PERMISSION,
  EPERM: NO_PERMISSION,
  EROFS: 'the file system is read-only: name a folder on another one',
  ENOSPC: 'the disk is full: free some space, or name a folder on another one',
  EDQUOT: 'the quota is spent: free some space, or name a folder on another disk',
  ENOTDIR: NOT_A_FOLDER,
  EEXIST: NOT_A_FOLDER,
  ENOENT: 'it cannot be made there: name another folder',
  ENOTSUP: NO_LINKS,
  EOPNOTSUPP: NO_LINKS,
  ENOSYS: NO_LINKS,
};

const causeOf = (error: unknown): string => CAUSES[codeOf(error)] ?? 'name another folder, or try again';

/** The reviews cannot be kept; the message says where, why and what to do. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  /** Whether the same may succeed a little later: its server is away, or busy. */
  readonly isAway: boolean;

  constructor(message: string, { isAway = false, ...options }: ErrorOptions & { isAway?: boolean } = {}) {
    super(message, options);
    this.isAway = isAway;
  }
}

/** One document cannot be read or kept, and nothing is wrong with the others. */
export class DocumentError extends ArchiveError {}

/** Every sentence of an {@link ArchiveError}. */
export const refuses = {
  writing: (folder: string, error: unknown) =>
    new ArchiveError(`${folder}: cannot keep reviews there (${codeOf(error)}); ${causeOf(error)}`, {
      cause: error,
    }),
  listing: (folder: string, error: unknown) =>
    new ArchiveError(`${folder}: cannot list its reviews (${codeOf(error)}); ${causeOf(error)}`, {
      cause: error,
    }),
  taken: (place: string, word: Word, number: number) =>
    new ArchiveError(
      `${place}: found a review of ${word} ${number}, expected a free number; name another ${word}, or none for the next`,
    ),
  reading: (place: string, lack: string) =>
    new DocumentError(`${place}: cannot be read (${lack}); mend it, or remove it`),
  long: (place: string, bytes: number, most: number) =>
    new DocumentError(`${place}: found ${bytes} bytes, expected at most ${most}; keep less`),
  differing: (place: string) =>
    new DocumentError(
      `${place}: found other bytes under that name, expected the same or none; they stay as they are`,
    ),
  named: (place: string, stem: string, word: Word) =>
    new ArchiveError(
      `${place}: found "${stem.slice(0, 60)}", expected a name such as 2026-01-31-${word}-007`,
    ),
  copies: (folder: string) => new ArchiveError(`${folder}: cannot keep reviews there; ${NO_LINKS}`),
  claim: (file: string, lack: string) =>
    new ArchiveError(`${file}: not a review that waits for its name (${lack}); remove the file`),
} as const;

/** Saved evidence cannot be read or written; the message says which file, where in it, and why. */
export class EvidenceError extends Error {
  override readonly name = 'EvidenceError';
}
