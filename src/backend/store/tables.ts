import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import type { SessionEntry, Turn } from './sessions.ts';

/** Requests answered and how long they took: ever, on average, and since a given minute; sessions used since a moment. */
export interface Traffic {
  readonly total: number;
  /** Null when there were none. */
  readonly averageMs: number | null;
  readonly recent: number;
  readonly active: number;
}

/** The tables of the store. Every method throws when the database does. Minutes are counted from 1970. */
export interface Tables {
  readonly database: DatabaseSyncInstance;
  /** All or nothing of what `work` writes. */
  transaction(work: () => void): void;
  /** All sessions, in the order of use. */
  loadSessions(): readonly SessionEntry[];
  sessionIds(): readonly string[];
  saveSessions(sessions: readonly SessionEntry[]): void;
  eraseSessions(ids: readonly string[]): void;
  addRequests(minute: number, requests: number, latencyMs: number): void;
  /** Counts all up to a minute as one, so that the table does not grow for ever. */
  foldMinutes(lastMinute: number): void;
  traffic(afterMinute: number, usedAfterMs: number): Traffic;
}

/**
 * A session is one row, its turns as JSON and last, so that counting need not read them; requests are counted by the minute, those of long ago in minute 0. Who holds
 * the database is not waited for: nothing else would be answered meanwhile.
 */
const schema = `
  PRAGMA busy_timeout = 0;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS sessions (id TEXT PRIMARY KEY, used_ms INTEGER NOT NULL, turns TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS minutes (minute INTEGER PRIMARY KEY, requests INTEGER NOT NULL, latency_ms REAL NOT NULL);
`;

const sum = `ON CONFLICT (minute)
  DO UPDATE SET requests = requests + excluded.requests, latency_ms = latency_ms + excluded.latency_ms`;

const written = new WeakMap<Turn, string>();

/** A turn is written again with every later one of its session, so its JSON is made once. */
function jsonOf(turn: Turn): string {
  const json = written.get(turn) ?? JSON.stringify(turn);
  written.set(turn, json);
  return json;
}

function prepared(database: DatabaseSyncInstance): Tables {
  database.exec(schema);
  // A replaced row is the newest again, so rows stand in the order of use.
  // They are read as one JSON text: of an error in reading many rows the library does not tell the code.
  const load = database.prepare(
    'SELECT json_group_array(json_array(id, turns, used_ms) ORDER BY rowid) AS rows FROM sessions',
  );
  const ids = database.prepare('SELECT json_group_array(id) AS rows FROM sessions');
  const save = database.prepare('REPLACE INTO sessions (id, turns, used_ms) VALUES (?, ?, ?)');
  const erase = database.prepare('DELETE FROM sessions WHERE id = ?');
  const add = database.prepare(`INSERT INTO minutes VALUES (?, ?, ?) ${sum}`);
  const fold = database.prepare(`
    INSERT INTO minutes SELECT 0, sum(requests), sum(latency_ms) FROM minutes
    WHERE minute BETWEEN 1 AND ? HAVING count(*) > 0 ${sum}`);
  const folded = database.prepare('DELETE FROM minutes WHERE minute BETWEEN 1 AND ?');
  const traffic = database.prepare(`
    SELECT coalesce(sum(requests), 0) AS total, sum(latency_ms) / sum(requests) AS averageMs,
      coalesce(sum(requests) FILTER (WHERE minute > ?), 0) AS recent,
      (SELECT count(*) FROM sessions WHERE used_ms > ?) AS active FROM minutes`);

  return {
    database,
    transaction(work) {
      database.exec('BEGIN IMMEDIATE');
      try {
        work();
        database.exec('COMMIT');
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    },
    loadSessions() {
      const rows = JSON.parse(load.get().rows) as readonly [id: string, turns: string, usedMs: number][];
      return rows.map(([id, turns, usedMs]) => [id, { turns: JSON.parse(turns), usedMs }]);
    },
    sessionIds: () => JSON.parse(ids.get().rows) as readonly string[],
    saveSessions(sessions) {
      for (const [id, { turns, usedMs }] of sessions)
        save.run(id, `[${turns.map(jsonOf).join(',')}]`, usedMs);
    },
    eraseSessions(gone) {
      for (const id of gone) erase.run(id);
    },
    addRequests: (minute, requests, latencyMs) => void add.run(minute, requests, latencyMs),
    foldMinutes(lastMinute) {
      fold.run(lastMinute);
      folded.run(lastMinute);
    },
    traffic: (afterMinute, usedAfterMs) => traffic.get(afterMinute, usedAfterMs) as unknown as Traffic,
  };
}

/** Opens the tables in a file, or in memory for null, and makes those that are missing. Throws when it cannot. */
export function openTables(path: string | null): Tables {
  const database = new DatabaseSync(path ?? ':memory:');
  try {
    return prepared(database);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Whether a file could be written by who opens it now. */
export function writable(path: string | null): boolean {
  const database = new DatabaseSync(path ?? ':memory:');
  try {
    database.exec('BEGIN IMMEDIATE; ROLLBACK');
    return true;
  } catch {
    return false;
  } finally {
    database.close();
  }
}
