import type { Redis, RedisOptions } from 'ioredis';
import { PREFIX } from './names.ts';
import { type Address, addressOf, placeOf } from './place.ts';
import { QueueError } from './queue-error.ts';
import { mayPass, refusalOf } from './refusal.ts';

/** Where a queue is, and what opens it. */
export interface QueuePlace {
  /** `redis://` or `rediss://` (TLS), with user, password and database as far as they are given. */
  readonly url: string;
  /** Stands before the password of the URL. */
  readonly password?: string | undefined;
  /** PEM; absent: the authorities that this machine trusts. */
  readonly ca?: string | undefined;
  /** PEM of who comes, and of its key, where the server asks for it. */
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
}

/** An open connection, which comes back by itself when the server was away. */
export interface Queue {
  /** As told to people: no password. */
  readonly place: string;
  /** Shared by all that is asked in passing; what blocks takes a `duplicate()` of it. */
  readonly redis: Redis;
  /** By how much the clock of this machine is ahead of the server's, as it was when the queue was opened. */
  readonly aheadMs: number;
  /** The time by the server's clock, which all have in common. */
  nowMs(): number;
  /** For the classes of the engine. */
  readonly engine: {
    readonly connection: Redis;
    readonly prefix: string;
    readonly skipVersionCheck: true;
  };
  close(): Promise<void>;
}

/** A server that says nothing for so long, though it was asked, is asked on a new connection. */
const SILENT_MS = 30_000;
const CONNECT_MS = 5_000;
/** The engine blocks for at most ten seconds at a time: between two looks at a connection that nobody answers on. */
const LONGEST_WAIT_MS = 2_000;
const PATIENCE_MS = 5_000;

function optionsOf(address: Address, place: QueuePlace) {
  const { host, port, user, db, isTls } = address;
  const password = place.password ?? address.password;
  const { ca, cert, key } = place;
  return {
    ...{ host, port, db, connectionName: PREFIX, connectTimeout: CONNECT_MS, socketTimeout: SILENT_MS },
    ...(user !== null && { username: user }),
    ...(password !== null && { password }),
    ...(isTls && { tls: { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) } }),
    keepAlive: 10_000,
    lazyConnect: true,
    maxRetriesPerRequest: null,
    // A server that became a replica refuses to be written to: the address leads to another one by now.
    reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
  } satisfies RedisOptions;
}

/**
 * The engine takes the server by its word of what is in it: a server that drops what it lacks room for loses jobs. Answers
 * with the server's clock in Unix ms; undefined where it does not tell.
 */
async function ensureFit(redis: Redis, place: string): Promise<number | undefined> {
  const info = await redis.info().catch(() => '');
  const [, major = '7'] = /^redis_version:(\d+)\./m.exec(info) ?? [];
  if (Number(major) < 6)
    throw new QueueError(place, { found: `Redis ${major}`, expected: 'Redis 6.2 or later, or Valkey' });
  const [, policy = 'noeviction'] = /^maxmemory_policy:(\S+)/m.exec(info) ?? [];
  const [, most = '0'] = /^maxmemory:(\d+)/m.exec(info) ?? [];
  if (policy !== 'noeviction' && most !== '0')
    throw new QueueError(place, {
      found: `a server that drops keys when its memory is full (maxmemory-policy ${policy})`,
      expected: 'maxmemory-policy noeviction, so that no job is lost',
    });
  const [, clockUs] = /^server_time_usec:(\d+)/m.exec(info) ?? [];
  return clockUs === undefined ? undefined : Number(clockUs) / 1000;
}

/**
 * Opens a queue. Throws {@link QueueError} where the server does not answer within `patienceMs`, refuses the password,
 * or is none that the engine can work with.
 */
export async function openQueue(place: QueuePlace, patienceMs = PATIENCE_MS): Promise<Queue> {
  const address = addressOf(place.url);
  const told = placeOf(address);
  const { Redis } = await import('ioredis');
  let isOpen = false;
  let lastError: unknown;
  let aheadMs = 0;
  const until = performance.now() + patienceMs;
  const redis = new Redis({
    ...optionsOf(address, place),
    retryStrategy: (times) =>
      isOpen || performance.now() < until ? Math.min(LONGEST_WAIT_MS, 50 * 2 ** times) : null,
  });
  redis.on('error', (error) => {
    lastError = error;
    // A password that is refused once is refused again.
    if (!isOpen && !mayPass(error)) redis.disconnect();
  });
  // Each worker listens.
  redis.setMaxListeners(0);
  try {
    await new Promise<void>((resolve, reject) => {
      redis.once('ready', resolve).once('end', () => reject(lastError));
      // Of a first try that fails, though others follow.
      redis.connect().catch(() => undefined);
    });
    const serverMs = await ensureFit(redis, told);
    if (serverMs !== undefined) aheadMs = Math.round(Date.now() - serverMs);
  } catch (error) {
    redis.disconnect();
    throw error instanceof QueueError ? error : refusalOf(told, error);
  }
  isOpen = true;
  return {
    place: told,
    redis,
    aheadMs,
    nowMs: () => Date.now() - aheadMs,
    engine: { connection: redis, prefix: PREFIX, skipVersionCheck: true },
    close: async () => {
      // A server that is away is not waited for.
      if (redis.status === 'ready') await redis.quit().catch(() => undefined);
      redis.disconnect();
    },
  };
}
