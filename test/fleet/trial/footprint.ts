import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';

/** What lies in Redis at one time. */
export interface RedisFootprint {
  /** As Redis counts them, all together. */
  readonly usedBytes: number;
  readonly connections: number;
  /** By kind of key: how many, and the bytes that Redis says they take. */
  readonly kinds: Readonly<Record<string, { readonly keys: number; readonly bytes: number }>>;
}

const EVERY_MS = 100;

/** A key without what differs between two of its kind. */
const kindOf = (key: string): string =>
  key
    .replace(/[0-9a-f]{32}/g, 'RUN')
    .replace(/RUN\.[^:]+/, 'RUN.STACK')
    .replace(/host-\d+/, 'AGENT')
    .replace(/(answer:).+/, '$1ID')
    .replace(/(labels\.)[^:]+/, '$1SELECTOR');

async function look(redis: Redis): Promise<RedisFootprint> {
  const kinds: Record<string, Kinds[string]> = {};
  for await (const keys of redis.scanStream({ count: 1_000 })) {
    const pipeline = redis.pipeline();
    for (const key of keys as string[]) pipeline.memory('USAGE', key, 'SAMPLES', 0);
    const sizes = (await pipeline.exec()) ?? [];
    for (const [index, key] of (keys as string[]).entries()) {
      const { keys: before, bytes } = kinds[kindOf(key)] ?? { keys: 0, bytes: 0 };
      kinds[kindOf(key)] = { keys: before + 1, bytes: bytes + Number(sizes[index]?.[1] ?? 0) };
    }
  }
  const number = async (section: string, name: string): Promise<number> =>
    Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(await redis.info(section))?.[1]);
  return {
    usedBytes: await number('memory', 'used_memory'),
    connections: (await number('clients', 'connected_clients')) - 1,
    kinds,
  };
}

type Kinds = RedisFootprint['kinds'];

/** Of each kind the look in which it took most. */
const fullest = (one: Kinds, other: Kinds): Kinds => {
  const both = Object.entries(one).map(([kind, had]): [string, Kinds[string]] => {
    const has = other[kind] ?? had;
    return [kind, has.bytes > had.bytes ? has : had];
  });
  return { ...other, ...Object.fromEntries(both) };
};

/** What lies in Redis before some work, at its fullest during it (of each kind of key and of all), and after it. */
export async function footprintOf(url: string, work: () => Promise<unknown>) {
  const redis = new Redis(url);
  try {
    const before = await look(redis);
    let peak = before;
    let most = before.kinds;
    let isOver = false;
    const working = work().finally(() => {
      isOver = true;
    });
    while (!isOver) {
      const now = await look(redis);
      most = fullest(most, now.kinds);
      if (now.usedBytes > peak.usedBytes) peak = now;
      await sleep(EVERY_MS);
    }
    await working;
    return { before, peak: { ...peak, kinds: most }, after: await look(redis) };
  } finally {
    redis.disconnect();
  }
}

/** Of each table: its rows, and its bytes with all that belongs to it. */
export async function tablesOf(url: string) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; bytes: string }>(
      `select format('%I.%I', schemaname, relname) as name, pg_total_relation_size(relid) as bytes
       from pg_stat_user_tables order by relid`,
    );
    const tables: { readonly name: string; readonly rows: number; readonly bytes: number }[] = [];
    for (const { name, bytes } of rows) {
      const counted = await client.query<{ rows: string }>(`select count(*) as rows from ${name}`);
      tables.push({ name, rows: Number(counted.rows[0]?.rows), bytes: Number(bytes) });
    }
    return tables;
  } finally {
    await client.end();
  }
}
