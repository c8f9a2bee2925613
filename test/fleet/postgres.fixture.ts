import pg from 'pg';
import { onTestFinished } from 'vitest';
import { postgresArchive } from '../../src/archive/postgres/archive.ts';
import type { Postgres } from '../servers/postgres.ts';

/** The archive at an address, let go of when the test is over. */
export function opened(url: string) {
  const archive = postgresArchive(url, {});
  onTestFinished(() => archive.close());
  return archive;
}

/** Asks a database something; answers with its rows. */
export async function ask(url: string, sql: string, values: readonly unknown[] = []) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}

let number = 0;

/** The address of a new database of a server. */
export async function newDatabase(postgres: Postgres): Promise<string> {
  const name = `trial${++number}`;
  await ask(postgres.url, `CREATE DATABASE ${name}`);
  return postgres.url.replace(/\/postgres$/, `/${name}`);
}

/** The same address for another user. */
export const as = (user: string, url: string): string =>
  Object.assign(new URL(url), { username: user, password: '' }).href;
