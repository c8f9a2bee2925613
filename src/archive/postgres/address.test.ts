import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../archive.fixture.ts';
import { addressOf } from './address.ts';

const at = (place: string, env: NodeJS.ProcessEnv = {}) => addressOf(place, env);

test('an address says host, port, database, user and password', async () => {
  const { config } = await at('postgres://ralph:p%40ss@db.example:5433/voice');
  expect(config).toMatchObject({
    host: 'db.example',
    port: 5433,
    database: 'voice',
    user: 'ralph',
    password: 'p@ss',
  });
});

test('what it does not say is left to the environment and to ~/.pgpass', async () => {
  const { config } = await at('postgres://db/voice');
  for (const key of ['user', 'password', 'port']) expect(config).not.toHaveProperty(key);
});

test('its parameters say the same, and some more', async () => {
  const { config } = await at(
    'postgres:///?host=db.example&port=5433&dbname=voice&user=ralph&password=100%25&connect_timeout=3&application_name=night',
  );
  expect(config).toMatchObject({ host: 'db.example', port: 5433, database: 'voice', user: 'ralph' });
  expect(config).toMatchObject({
    password: '100%',
    connectionTimeoutMillis: 3_000,
    application_name: 'night',
  });
});

test.each([
  ['postgres:///voice?host=/run/postgresql', '/run/postgresql'],
  ['postgres://ralph@/voice?host=/run/postgresql', '/run/postgresql'],
  ['postgres://[::1]:5433/voice', '::1'],
])('%s leads to %s', async (place, host) => {
  expect((await at(place)).config.host).toBe(host);
});

describe('TLS is used as libpq would', () => {
  const unchecked = { rejectUnauthorized: false };
  test.each([
    ['', {}, unchecked, true],
    ['?sslmode=prefer', { PGSSLMODE: 'disable' }, unchecked, true],
    ['', { PGSSLMODE: 'disable' }, false, false],
    ['?sslmode=disable', {}, false, false],
    ['?sslmode=require', {}, unchecked, false],
    ['?sslmode=verify-full', {}, {}, false],
  ])('%s %o', async (query, env, ssl, mayBePlain) => {
    expect(await at(`postgres://db/voice${query}`, env)).toMatchObject({ ssl, mayBePlain });
    if (ssl !== unchecked) expect((await at(`postgres://db/voice${query}`, env)).ssl).toEqual(ssl);
  });

  test('with a root at hand, `require` checks who signed, and not for which name', async () => {
    const file = join(await temporaryFolder(), 'root.crt');
    await writeFile(file, 'the root');
    for (const mode of ['require', 'verify-ca']) {
      const { ssl } = await at(`postgres://db/voice?sslmode=${mode}&sslrootcert=${file}`);
      expect(ssl).toMatchObject({ ca: 'the root' });
      expect(ssl).not.toHaveProperty('rejectUnauthorized');
      expect(ssl).toHaveProperty('checkServerIdentity');
    }
    const full = await at(`postgres://db/voice?sslmode=verify-full&sslrootcert=${file}`);
    expect(full.ssl).toEqual({ ca: 'the root' });
  });
});

test.each([
  [
    'postgres://ralph:hunter2@db:none/voice',
    'postgres://ralph…: found an address that cannot be read, expected postgres://user:password@host:5432/database, with each @, / and ? of a name or a password written as %40, %2F and %3F; correct it',
  ],
  [
    'postgres://ralph:hunter2@db/voice?sslmode=always',
    'postgres://ralph@db/voice?sslmode=always: sslmode: found "always", expected disable, prefer, require, verify-ca or verify-full; correct the address',
  ],
  [
    'postgres://db/voice?sslmod=require',
    'postgres://db/voice?sslmod=require: found the parameter "sslmod", expected one of host, port, dbname, user, password, application_name, connect_timeout, options, sslmode, sslrootcert, sslcert, sslkey; correct the address',
  ],
  [
    'postgres://db/voice?sslmode=verify-ca&sslrootcert=/none',
    'postgres://db/voice?sslmode=verify-ca&sslrootcert=/none: sslrootcert: found no file /none that can be read, expected one; correct the path',
  ],
])('%s is refused without its password', async (place, message) => {
  const error = await at(place).then(
    () => undefined,
    (refused: Error) => refused,
  );
  expect(error?.message).toBe(message);
  expect(error?.cause).toBeUndefined();
});
