import type { Client as PgClient, Pool, PoolClient } from 'pg';
import type { Address } from './address.ts';
import { type Clock, patiently } from './patience.ts';
import { isPassing, isWithoutTls, refusalOf } from './trouble.ts';

/** One connection, in the middle of some work. */
export interface Session {
  /** Each parameter is handed over apart from the text. */
  rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** What is done while it may fail in a way that passes. */
interface Asked {
  /** "cannot list its reviews" */
  readonly what: string;
  /** How long an attempt may follow another, once the server was reached. */
  readonly patienceMs: number;
}

export interface Connection {
  readonly place: string;
  /** Some statements on one connection; where that is lost, all of them again from the beginning. Throws {@link ArchiveError}. */
  session<Result>(asked: Asked, work: (session: Session) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Of a server that never answered, a wrong address is likelier than one that is just starting. */
const NEVER_REACHED_MS = 3_000;
/** One for what is published, which reads while it draws, and some for whoever reads meanwhile. */
const MOST_CONNECTIONS = 4;

const systemClock: Clock = {
  nowMs: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

const sessionOn = (client: PoolClient): Session => ({
  rows: async (text, values) => (await client.query(text, values && [...values])).rows,
});

/** One that cannot log in closes its socket, which else holds the process until the server gives up: a minute. */
const lettingGo = (Client: typeof PgClient): typeof PgClient =>
  class extends Client {
    override connect(): Promise<PgClient>;
    override connect(done: (error: Error) => void): void;
    override connect(done: (error: Error) => void = () => {}): unknown {
      return super.connect((error: Error) => {
        if (error) this.end(() => {});
        done(error);
      });
    }
  };

async function openPool({ config }: Address, ssl: Address['ssl']): Promise<Pool> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    ...{ ...config, ssl, max: MOST_CONNECTIONS, allowExitOnIdle: true },
    Client: lettingGo(pg.Client),
  });
  // Of a connection that nobody uses: the next who needs one makes another.
  return pool.on('error', () => {});
}

/** Does all of it or nothing. A connection on which something failed is not used again, so nothing needs to be rolled back. */
export async function inTransaction<Result>(session: Session, work: () => Promise<Result>): Promise<Result> {
  await session.rows('BEGIN');
  const result = await work();
  await session.rows('COMMIT');
  return result;
}

/** Connections to the database at an address, which is looked up when the first one is needed, and may be refused then. */
export function connect(place: string, addressOf: () => Promise<Address>, clock = systemClock): Connection {
  let pool: Promise<Pool> | undefined;
  let isPlain = false;
  let isReached = false;

  async function clientOf(): Promise<PoolClient> {
    const address = await addressOf();
    pool ??= openPool(address, isPlain ? false : address.ssl);
    const current = pool;
    try {
      return await (await current).connect();
    } catch (error) {
      if (!address.mayBePlain || !isWithoutTls(error)) throw error;
      if (pool === current) pool = undefined;
      isPlain = true;
      return clientOf();
    }
  }

  async function once<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
    const client = await clientOf();
    isReached = true;
    // Said between two statements; the next one fails, and says it again.
    const lost = (): void => {};
    client.on('error', lost);
    let isSound = false;
    try {
      const result = await work(sessionOn(client));
      isSound = true;
      return result;
    } finally {
      client.off('error', lost);
      client.release(!isSound);
    }
  }

  async function session<Result>({ what, patienceMs }: Asked, work: (session: Session) => Promise<Result>) {
    const forMs = () => (isReached ? patienceMs : Math.min(patienceMs, NEVER_REACHED_MS));
    try {
      return await patiently(() => once(work), { forMs, isPassing, clock });
    } catch (error) {
      throw refusalOf(place, what, error);
    }
  }

  return {
    place,
    session,
    async close() {
      const ending = pool;
      pool = undefined;
      await (await ending)?.end();
    },
  };
}
