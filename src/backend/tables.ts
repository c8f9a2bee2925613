import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Session } from './sessions.ts';

/** Requests answered and how long they took: ever, on average, and since a given minute. */
export interface Traffic {
  readonly total: number;
  /** Null when there were none. */
  readonly averageMs: number | null;
  readonly recent: number;
}

/** The tables of the store. Every method throws when the database does. */
export interface Tables {
  readonly database: DatabaseSyncInstance;
  /** All sessions, in the order of use. */
  loadSessions(): readonly (readonly [id: string, session: Session])[];
  saveSessions(sessions: readonly (readonly [id: string, session: Session])[]): void;
  eraseSessions(ids: readonly string[]): void;
  /** Keeps those used last. */
  pruneSessions(kept: number): void;
  /** Minutes are counted from 1970. */
  addRequests(minute: number, requests: number, latencyMs: number): void;
  traffic(afterMinute: number): Traffic;
}

/** A session is one row, its turns as JSON; requests are counted by the minute. */
const schema = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS sessions (id TEXT PRIMARY KEY, turns TEXT NOT NULL, used_ms INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS minutes (minute INTEGER PRIMARY KEY, requests INTEGER NOT NULL, latency_ms REAL NOT NULL);
`;

/** Opens the tables in a file, or in memory for null, and makes those that are missing. Throws when it cannot. */
export function openTables(path: string | null): Tables {
  const database = new DatabaseSync(path ?? ':memory:');
  database.exec(schema);
  // A replaced row is the newest again, so rows stand in the order of use.
  const load = database.prepare('SELECT id, turns, used_ms FROM sessions ORDER BY rowid');
  const prune = database.prepare('DELETE FROM sessions WHERE rowid <= (SELECT max(rowid) FROM sessions) - ?');
  // Many rows in one call, as a JSON array: a call costs more than a row.
  const save = database.prepare(
    'REPLACE INTO sessions SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)',
  );
  const erase = database.prepare('DELETE FROM sessions WHERE id IN (SELECT value FROM json_each(?))');
  const add = database.prepare(`
    INSERT INTO minutes VALUES (?, ?, ?) ON CONFLICT (minute)
    DO UPDATE SET requests = requests + excluded.requests, latency_ms = latency_ms + excluded.latency_ms`);
  const traffic = database.prepare(`
    SELECT coalesce(sum(requests), 0) AS total, sum(latency_ms) / sum(requests) AS averageMs,
      coalesce(sum(requests) FILTER (WHERE minute > ?), 0) AS recent FROM minutes`);

  return {
    database,
    loadSessions() {
      const rows = load.all() as { id: string; turns: string; used_ms: number }[];
      return rows.map(({ id, turns, used_ms }) => [id, { turns: JSON.parse(turns), usedMs: used_ms }]);
    },
    saveSessions(sessions) {
      save.run(
        JSON.stringify(sessions.map(([id, { turns, usedMs }]) => [id, JSON.stringify(turns), usedMs])),
      );
    },
    eraseSessions: (ids) => void erase.run(JSON.stringify(ids)),
    pruneSessions: (kept) => void prune.run(kept),
    addRequests: (minute, requests, latencyMs) => void add.run(minute, requests, latencyMs),
    traffic: (afterMinute) => traffic.get(afterMinute) as unknown as Traffic,
  };
}
