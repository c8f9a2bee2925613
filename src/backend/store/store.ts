import type { StatsResponse } from '../../protocol/service.ts';
import { connection } from './connection.ts';
import { databaseFault } from './database-fault.ts';
import { groupCommit } from './group-commit.ts';
import { Sessions, type Turn } from './sessions.ts';
import { openTables, type Tables } from './tables.ts';
import { Tally } from './tally.ts';
import { Unsaved } from './unsaved.ts';

/**
 * What the stack remembers. While the database refuses, all goes on in memory and is written once it does not;
 * `stats` and `check` throw DatabaseFault then.
 */
export interface Store {
  /** The newest turns of a session, oldest first. */
  history(session: string): readonly Turn[];
  /** The next change that is waited for is committed with it. */
  remember(session: string, turn: Turn): void;
  /** Resolves when that and all before it is committed, or refused: an answer waits for it. */
  forget(session: string): Promise<void>;
  /** As `forget`. */
  countRequest(latencyMs: number): Promise<void>;
  stats(): StatsResponse;
  /** Writes what waits. */
  check(): void;
  /** Writes what waits, for the last time. Throws DatabaseFault when it is lost. */
  close(): void;
}

/** Where and how much to keep; `now` is wall-clock ms. */
export interface StoreOptions {
  /** Null: in memory. */
  readonly path: string | null;
  readonly now: () => number;
  readonly sessionsKept?: number;
  readonly open?: (path: string | null) => Tables;
}

const minuteMs = 60_000;
const activeMs = 30 * minuteMs;

/**
 * Opens the store: sessions are served from memory and committed before an answer. A database that is locked,
 * read-only or full is waited for; throws, naming the file, when it is not one that can be used.
 */
export function openStore({ path, now, sessionsKept = 2_000, open = openTables }: StoreOptions): Store {
  const unsaved = new Unsaved();
  const sessions = new Sessions(sessionsKept, (id) => unsaved.evict(id));
  const tally = new Tally();
  const minute = () => Math.floor(now() / minuteMs);
  let foldedMinute = 0;

  const database = connection(path, () => {
    const tables = open(path);
    try {
      takeUp(tables);
      return tables;
    } catch (error) {
      tables.database.close();
      throw error;
    }
  });
  const commit = groupCommit(() => database.use(write), path === null ? 'some-time' : 'before-the-answer');

  function takeUp(tables: Tables): void {
    if (unsaved.read) {
      unsaved.compare(tables.sessionIds(), sessions.ids());
      return;
    }
    const earlier = tables.loadSessions();
    unsaved.compare(
      earlier.map(([id]) => id),
      sessions.ids(),
    );
    const gone = new Set(unsaved.gone);
    sessions.recall(earlier.filter(([id]) => !gone.has(id)));
  }

  function write(tables: Tables): void {
    const thisMinute = minute();
    tables.transaction(() => {
      tables.eraseSessions(unsaved.gone);
      tables.saveSessions(unsaved.changed.flatMap((id) => sessions.entry(id)));
      for (const [at, { requests, latencyMs }] of tally.counts()) tables.addRequests(at, requests, latencyMs);
      if (thisMinute > foldedMinute) tables.foldMinutes(thisMinute - 61);
    });
    unsaved.saved();
    tally.clear();
    foldedMinute = thisMinute;
  }

  try {
    database.use(() => {});
  } catch (cause) {
    const fault = databaseFault(cause);
    if (fault.mending === 'place' || fault.mending === 'replace') throw unusable(path, fault.message, cause);
  }

  return {
    history: (session) => sessions.turns(session),
    remember(session, turn) {
      sessions.add(session, turn, now());
      unsaved.change(session);
      void commit.changed();
    },
    forget(session) {
      sessions.drop(session);
      unsaved.forget(session);
      return commit.changed();
    },
    countRequest(latencyMs) {
      tally.add(minute(), latencyMs);
      return commit.changed();
    },
    stats() {
      commit.flush();
      const { total, averageMs, recent, active } = database.use((tables) =>
        tables.traffic(minute() - 60, now() - activeMs),
      );
      return {
        total_requests: total,
        avg_latency_ms: averageMs === null ? null : Math.round(averageMs * 100) / 100,
        requests_last_hour: recent,
        active_sessions: active,
      };
    },
    check: () => commit.flush(),
    close() {
      try {
        commit.end();
      } finally {
        database.close();
      }
    },
  };
}

const unusable = (path: string | null, found: string, cause: unknown): Error =>
  new Error(
    `${path ?? 'memory'}: found that ${found}; expected a database of this stack, or a path where none is yet: ` +
      'move the file away, or name another',
    { cause },
  );
