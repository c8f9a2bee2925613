import type { StatsResponse } from '../protocol/service.ts';
import { Sessions, type Turn } from './sessions.ts';
import { openTables } from './tables.ts';
import { writeBehind } from './write-behind.ts';

/** What the stack remembers. `stats`, `check` and `close` throw when the database fails. */
export interface Store {
  /** The newest turns of a session, oldest first. */
  history(session: string): readonly Turn[];
  remember(session: string, turn: Turn): void;
  forget(session: string): void;
  countRequest(latencyMs: number): void;
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

const writeWindowMs = 20;
const minuteMs = 60_000;
const activeMs = 30 * minuteMs;

/** Opens the store: sessions are served from memory and written behind. Throws when the file cannot be used. */
export function openStore({ path, now, sessionsKept = 2_000 }: StoreOptions): Store {
  const tables = openTables(path);
  const sessions = new Sessions(sessionsKept);
  for (const [id, session] of tables.loadSessions()) sessions.put(id, session);
  const minute = () => Math.floor(now() / minuteMs);
  const changed = new Set<string>();
  let counted = { requests: 0, latencyMs: 0 };

  const { soon, flush } = writeBehind(tables.database, writeWindowMs, () => {
    const ids = [...changed];
    const { requests, latencyMs } = counted;
    changed.clear();
    counted = { requests: 0, latencyMs: 0 };
    tables.saveSessions(ids.flatMap((id) => sessions.entry(id)));
    tables.eraseSessions(ids.filter((id) => !sessions.has(id)));
    tables.pruneSessions(sessionsKept);
    if (requests > 0) tables.addRequests(minute(), requests, latencyMs);
  });
  const change = (session: string) => {
    changed.add(session);
    soon();
  };

  return {
    history: (session) => sessions.turns(session),
    remember(session, turn) {
      sessions.add(session, turn, now());
      change(session);
    },
    forget(session) {
      sessions.drop(session);
      change(session);
    },
    countRequest(latencyMs) {
      counted = { requests: counted.requests + 1, latencyMs: counted.latencyMs + latencyMs };
      soon();
    },
    stats() {
      flush();
      const { total, averageMs, recent } = tables.traffic(minute() - 60);
      return {
        total_requests: total,
        avg_latency_ms: averageMs === null ? null : Math.round(averageMs * 100) / 100,
        requests_last_hour: recent,
        active_sessions: sessions.countSince(now() - activeMs),
      };
    },
    check() {
      flush();
      tables.traffic(0);
    },
    close() {
      try {
        flush();
      } finally {
        tables.database.close();
      }
    },
  };
}
