import { setMaxListeners } from 'node:events';
import type { Client } from 'undici';

/** Short, so that a request is not written on a connection that its server is just giving up. */
const KEEP_ALIVE_MS = 1_000;

/** One connection that stays open between exchanges, for one exchange at a time. */
export interface Connection {
  readonly client: Client;
  /** True when it has carried an exchange before: its server may have closed it meanwhile. */
  readonly reused: boolean;
  /** Ends it at once, also while it is still being opened. */
  abandon(): void;
}

/** The open connections, by origin. */
export interface Connections {
  take(origin: string, fresh?: 'fresh'): Promise<Connection>;
  giveBack(origin: string, connection: Connection): void;
  close(): Promise<void>;
}

async function open(origin: string): Promise<Connection> {
  const { Client } = await import('undici');
  const abandoned = new AbortController();
  // Every connection that it opens anew listens as well.
  setMaxListeners(0, abandoned.signal);
  const client = new Client(origin, {
    connect: { timeout: 0, signal: abandoned.signal },
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
  });
  const abandon = (): void => {
    client.destroy().catch(() => {});
    abandoned.abort();
  };
  return { client, reused: false, abandon };
}

/** Keeps connections apart per exchange, because only then can one be ended while it is still opening. */
export function createConnections(): Connections {
  const idle = new Map<string, Connection[]>();
  return {
    take: async (origin, fresh) => (fresh ? undefined : idle.get(origin)?.pop()) ?? open(origin),
    giveBack: (origin, connection) => {
      const waiting = idle.get(origin) ?? [];
      idle.set(origin, [...waiting, { ...connection, reused: true }]);
    },
    close: async () => {
      const all = [...idle.values()].flat();
      idle.clear();
      await Promise.all(all.map(({ client }) => client.destroy()));
    },
  };
}
