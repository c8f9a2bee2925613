import type { Redis } from 'ioredis';

/** Where a queue is, and what opens it. */
export interface QueuePlace {
  /** `redis://` or `rediss://` (TLS), with user, password and database as far as they are given. */
  readonly url: string;
  /** Stands before the password of the URL. */
  readonly password?: string | undefined;
  /** PEM; absent: the authorities that this machine trusts. */
  readonly ca?: string | undefined;
  /** PEM, where the server wants to know who comes. */
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
}

/** An open connection, which comes back by itself when the server was away. */
export interface Queue {
  /** As told to people: no password. */
  readonly place: string;
  /** Shared by all that is asked in passing; what blocks takes a `duplicate()` of it. */
  readonly redis: Redis;
  /** For the classes of the engine. */
  readonly engine: { readonly connection: Redis; readonly prefix: string };
  close(): Promise<void>;
}

/**
 * Opens a queue. Throws {@link QueueError} where the server does not answer within `patienceMs`, refuses the password,
 * or is no Redis that the engine can work with.
 */
export declare function openQueue(place: QueuePlace, patienceMs?: number): Promise<Queue>;
