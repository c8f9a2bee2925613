import type { StatsResponse } from '../protocol/service.ts';
import { EngineUnavailable } from './failures.ts';
import { groupCommit } from './group-commit.ts';
import { Sessions, type Turn } from './sessions.ts';
import { openTables, type Traffic } from './tables.ts';
import { Tally } from './tally.ts';

/** What the stack remembers. `stats` and `check` throw EngineUnavailable when the database fails. */
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
  /** Writes what waits, and reads something. */
  check(): void;
  close(): void;
}

/** Where and how much to keep; `now` is wall-clock ms. */
export interface StoreOptions {
  /** Null: in memory. */
  readonly path: string | null;
  readonly now: () => number;
  readonly sessionsKept?: number;
}

const minuteMs = 60_000;
const activeMs = 30 * minuteMs;

/** Opens the store: sessions are served from memory and committed before an answer. Throws when the file cannot be used. */
export function openStore({ path, now, sessionsKept = 2_000 }: StoreOptions): Store {
  const tables = openTables(path);
  const sessions = new Sessions(sessionsKept);
  for (const [id, session] of tables.loadSessions()) sessions.put(id, session);
  const minute = () => Math.floor(now() / minuteMs);
  const changed = new Set<string>();
  const tally = new Tally();

  const { changed: commit, flush } = groupCommit(tables.database, () => {
    const ids = [...changed];
    changed.clear();
    tables.saveSessions(ids.flatMap((id) => sessions.entry(id)));
    tables.eraseSessions(ids.filter((id) => !sessions.has(id)));
    tables.pruneSessions(sessionsKept);
    for (const [at, { requests, latencyMs }] of tally.take()) tables.addRequests(at, requests, latencyMs);
  });
  const change = (session: string): Promise<void> => {
    changed.add(session);
    return commit();
  };

  function trafficAfter(lastMinute: number): Traffic {
    try {
      flush();
      return tables.traffic(lastMinute);
    } catch (cause) {
      throw new EngineUnavailable('the database did not answer', { cause });
    }
  }

  return {
    history: (session) => sessions.turns(session),
    remember(session, turn) {
      sessions.add(session, turn, now());
      void change(session);
    },
    forget(session) {
      sessions.drop(session);
      return change(session);
    },
    countRequest(latencyMs) {
      tally.add(minute(), latencyMs);
      return commit();
    },
    stats() {
      const { total, averageMs, recent } = trafficAfter(minute() - 60);
      return {
        total_requests: total,
        avg_latency_ms: averageMs === null ? null : Math.round(averageMs * 100) / 100,
        requests_last_hour: recent,
        active_sessions: sessions.countSince(now() - activeMs),
      };
    },
    check: () => void trafficAfter(0),
    close() {
      if (!tables.database.isOpen) return;
      try {
        flush();
      } finally {
        tables.database.close();
      }
    },
  };
}
