import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterAll } from 'vitest';

const root = mkdtempSync(join(tmpdir(), 'store-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Where a database may lie, in a folder of its own that is gone with the test file. */
export const databaseFile = (): string => join(mkdtempSync(join(root, 'of-')), 'stack.db');

/** Holds a database as another process would; the result lets go of it. */
export function hold(path: string): () => void {
  const other = new DatabaseSync(path);
  other.exec('BEGIN EXCLUSIVE');
  return () => {
    other.exec('ROLLBACK');
    other.close();
  };
}

const nobody = 65_534;

/** Does something without the rights of root, who may write what is read-only. */
export function withoutRights<Result>(work: () => Result): Result {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(nobody);
  try {
    return work();
  } finally {
    process.seteuid?.(0);
  }
}
