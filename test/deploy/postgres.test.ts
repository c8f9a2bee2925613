import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startPostgres, whyNoPostgres } from '../servers/postgres.ts';
import { folder } from '../smoke/ralph.ts';
import { deploy } from './manifests.ts';

const hasPsql = spawnSync('psql', ['--version']).status === 0;
const why =
  whyNoPostgres() ?? (hasPsql ? null : 'there is no psql; Debian has it in the package postgresql-client');

const PASSWORD = `it's "quoted" and \\ more; DROP DATABASE ralph`;

/** A Postgres in which init.sh was run with this password, and what the script said. */
async function initialised(password: string) {
  const postgres = await startPostgres({ password: 'of-the-superuser' });
  onTestFinished(() => postgres.remove());
  const cwd = await folder();
  await mkdir(join(cwd, 'secrets'));
  await writeFile(join(cwd, 'secrets/archive-password'), password);
  const env = {
    ...{ PATH: process.env.PATH, SECRETS: join(cwd, 'secrets'), PGPASSWORD: 'of-the-superuser' },
    ...{ PGHOST: '127.0.0.1', PGPORT: `${postgres.port}` },
  };
  const said = spawnSync('sh', [join(deploy, 'postgres/init.sh')], { env, encoding: 'utf8' });
  /** A connection as this user, gone with the test. */
  async function as(user: string, secret: string, database: string): Promise<Client> {
    const { port } = postgres;
    const client = new Client({ host: '127.0.0.1', port, user, password: secret, database });
    await client.connect();
    onTestFinished(() => client.end());
    return client;
  }
  return { said, as };
}

describe.skipIf(why)(`deploy/postgres${why ? ` (skipped: ${why})` : ''}`, () => {
  it('makes a role that owns one database and may do nothing beside, whatever its password is', async () => {
    const { said, as } = await initialised(PASSWORD);
    expect(said).toMatchObject({ status: 0, stderr: '' });
    const own = await as('ralph', PASSWORD, 'ralph');
    await own.query('CREATE TABLE a_review (id int)');
    const { rows } = await own.query(
      `SELECT rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls FROM pg_roles WHERE rolname = 'ralph'`,
    );
    expect(new Set(Object.values(rows[0]))).toEqual(new Set([false]));
    await expect(own.query('CREATE DATABASE another')).rejects.toThrow(/permission denied/);
    await expect(own.query(`COPY a_review TO PROGRAM 'true'`)).rejects.toThrow(/permission denied|must be/);
    await expect(as('ralph', 'another', 'ralph')).rejects.toThrow(/password authentication failed/);
  });

  it('lets nobody else into that database', async () => {
    const { as } = await initialised(PASSWORD);
    const superuser = await as('postgres', 'of-the-superuser', 'postgres');
    await superuser.query(`CREATE ROLE stranger LOGIN PASSWORD 'x'`);
    await expect(as('stranger', 'x', 'ralph')).rejects.toThrow(/permission denied for database/);
  });

  it.each(['', '\n'])('makes nothing of the password %j', async (password) => {
    const { said, as } = await initialised(password);
    expect(said).toMatchObject({ status: 1, stderr: expect.stringContaining('expected a password') });
    const superuser = await as('postgres', 'of-the-superuser', 'postgres');
    expect((await superuser.query(`SELECT 1 FROM pg_roles WHERE rolname = 'ralph'`)).rowCount).toBe(0);
  });
});
