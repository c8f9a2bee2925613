import { createHash } from 'node:crypto';
import { lstatSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { PackedRecord } from '../packed-record.ts';
import type { Row } from '../record.ts';

// What is remembered of the reviews of a folder, so that not all of them are read to draw one line.
//
// It is never the truth: a row says of which file it was made, as that file was then, and serves as long as the file is
// the same. Whatever is wrong with the index itself (locked, read-only, damaged, of another ralph, gone), whoever asks
// it hears that nothing is known, and reads the files.

/** Hidden, like all in the folder that is no review. */
export const INDEX_NAME = '.ralph-index.sqlite';

/** Nothing of it throws. */
export interface RecordIndex {
  rows(): Row[];
  /** Undefined where it is not there, or is not what was written. */
  record(row: Row): PackedRecord | undefined;
  /** False where it could not be written: then nothing of it is there. */
  write(added: readonly (Row & PackedRecord)[], gone: readonly string[]): boolean;
  close(): void;
}

/** Changes with the tables and with what is packed in them. */
const SCHEMA = 1;

const TABLES = `
  DROP TABLE IF EXISTS records;
  CREATE TABLE records (
    file TEXT PRIMARY KEY, stamp TEXT NOT NULL, target TEXT NOT NULL, reviewed_at TEXT NOT NULL,
    head TEXT NOT NULL, readings BLOB NOT NULL, seal TEXT NOT NULL
  );
  CREATE INDEX rows ON records (file, stamp, target, reviewed_at);
`;

/** Another ralph writes for some milliseconds at a time; who holds the index for longer is not waited for. */
const PATIENCE_MS = 1_000;

/** Result codes of SQLite that time does not mend: https://www.sqlite.org/rescode.html (error, corrupt, not a database). */
const DAMAGED: readonly number[] = [1, 11, 26];

const isDamage = (error: unknown): boolean =>
  error instanceof SyntaxError ||
  (error instanceof Error && 'errcode' in error && DAMAGED.includes(Number(error.errcode) & 0xff));

/** Never 0, which is what a new file says. */
const makerNumber = (maker: string): number =>
  createHash('sha256').update(`${SCHEMA} ${maker}`).digest().readInt32BE() || 1;

const sealOf = (
  maker: number,
  { file, stamp, target, reviewedAt }: Row,
  { head, readings }: PackedRecord,
): string =>
  createHash('sha1')
    .update(JSON.stringify([maker, file, stamp, target, reviewedAt, head]))
    .update(readings)
    .digest('base64');

function transaction(database: DatabaseSyncInstance, work: () => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    work();
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

const versionIn = (database: DatabaseSyncInstance): number =>
  Number(database.prepare('PRAGMA user_version').get().user_version);

/** Makes the tables anew unless it was this maker who made them. */
function claimed(database: DatabaseSyncInstance, maker: number): DatabaseSyncInstance {
  database.exec('PRAGMA synchronous = NORMAL');
  if (versionIn(database) === maker) return database;
  transaction(database, () => {
    // Another process may have been quicker.
    if (versionIn(database) !== maker) database.exec(`${TABLES} PRAGMA user_version = ${maker};`);
  });
  return database;
}

/** Undefined where there is none to be had. What stands there and is no plain file is left alone. */
async function databaseIn(path: string, maker: number, mayMake: boolean) {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found ? !found.isFile() : !mayMake) return undefined;
  const { DatabaseSync } = await import('@photostructure/sqlite');
  const database = new DatabaseSync(path, { timeout: PATIENCE_MS });
  try {
    if (mayMake) return claimed(database, maker);
    if (versionIn(database) === maker) return database;
  } catch (error) {
    database.close();
    throw error;
  }
  database.close();
  return undefined;
}

/** Whether it is gone, so that it can be made anew. */
function removed(path: string): boolean {
  try {
    rmSync(path, { force: true });
    return true;
  } catch {
    return false;
  }
}

async function openedAt(path: string, maker: number, mayMake: boolean) {
  try {
    return await databaseIn(path, maker, mayMake);
  } catch (error) {
    if (!mayMake || !isDamage(error) || !removed(path)) return undefined;
    return databaseIn(path, maker, mayMake).catch(() => undefined);
  }
}

interface Statements {
  rows(): Row[];
  record(row: Row): PackedRecord | undefined;
  write(added: readonly (Row & PackedRecord)[], gone: readonly string[]): void;
}

function statementsOf(database: DatabaseSyncInstance, maker: number): Statements {
  // As one JSON text: that is quick, and of an error in reading many rows the library does not tell the code.
  const rows = database.prepare(
    'SELECT json_group_array(json_array(file, stamp, target, reviewed_at)) AS rows FROM records',
  );
  const record = database.prepare('SELECT head, readings, seal FROM records WHERE file = ?');
  const put = database.prepare('REPLACE INTO records VALUES (?, ?, ?, ?, ?, ?, ?)');
  const drop = database.prepare('DELETE FROM records WHERE file = ?');
  return {
    rows: () =>
      (JSON.parse(rows.get().rows) as [string, string, string, string][]).map(
        ([file, stamp, target, reviewedAt]) => ({ file, stamp, target, reviewedAt }),
      ),
    record(row) {
      const found = record.get(row.file);
      if (!found || found.seal !== sealOf(maker, row, found)) return undefined;
      return { head: found.head, readings: found.readings };
    },
    write(added, gone) {
      transaction(database, () => {
        if (versionIn(database) !== maker) throw new Error('another ralph has made the index its own');
        for (const each of added) {
          const { file, stamp, target, reviewedAt, head, readings } = each;
          put.run(file, stamp, target, reviewedAt, head, readings, sealOf(maker, each, each));
        }
        for (const file of gone) drop.run(file);
      });
    },
  };
}

const NOTHING: RecordIndex = { rows: () => [], record: () => undefined, write: () => false, close: () => {} };

/**
 * The index in a folder, of records as `maker` makes them; one of another maker is emptied. `mayMake` false: what is
 * there is read, and nothing is made or written.
 */
export async function openRecordIndex(folder: string, maker: string, mayMake: boolean): Promise<RecordIndex> {
  const path = join(folder, INDEX_NAME);
  const number = makerNumber(maker);
  const database = await openedAt(path, number, mayMake);
  if (!database) return NOTHING;
  let statements: Statements | undefined;
  let isWritable = mayMake;

  const attempt = <Result>(work: (statements: Statements) => Result, otherwise: Result): Result => {
    try {
      if (!database.isOpen) return otherwise;
      statements ??= statementsOf(database, number);
      return work(statements);
    } catch (error) {
      if (isDamage(error)) {
        database.close();
        if (mayMake) removed(path);
      }
      return otherwise;
    }
  };
  return {
    rows: () => attempt((known) => known.rows(), []),
    record: (row) => attempt((known) => known.record(row), undefined),
    write(added, gone) {
      if (!isWritable || added.length + gone.length === 0) return isWritable;
      // Who is refused once is not made to wait for each of the next.
      isWritable = attempt((known) => {
        known.write(added, gone);
        return true;
      }, false);
      return isWritable;
    },
    close() {
      if (database.isOpen) database.close();
    },
  };
}
