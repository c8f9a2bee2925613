import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { draw } from '../../src/archive/archive.fixture.ts';
import { startProxy } from '../servers/cut-proxy.ts';
import { type Postgres, startPostgres, whyNoPostgres } from '../servers/postgres.ts';
import { ask, newDatabase, opened } from './postgres.fixture.ts';

const why = whyNoPostgres();

async function proxied(postgres: Postgres) {
  const proxy = await startProxy(postgres.port);
  onTestFinished(() => proxy.close());
  return { proxy, url: postgres.url.replace(`:${postgres.port}`, `:${proxy.port}`) };
}

const messageOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'nothing was refused',
    (error: unknown) => String(error),
  );

describe.skipIf(why !== null)(`a Postgres in trouble${why === null ? '' : ` (${why})`}`, () => {
  let postgres: Postgres;
  let bare: string;
  beforeAll(async () => {
    postgres = await startPostgres({ password: 'hunter2' });
    bare = postgres.url.replace(/\/postgres$/, '');
  });
  afterAll(() => postgres?.remove());

  const database = (): Promise<string> => newDatabase(postgres);

  test('whatever it is stopped by in the middle, a review is kept once, when it is back', async () => {
    const archive = opened(await database());
    await archive.ensureWritable();
    for (const how of ['fast', 'immediate'] as const) {
      let draws = 0;
      const { entry, isNew } = await archive.publish(async (cycle) => {
        if (draws++ === 0) {
          await postgres.stop(how);
          await postgres.start();
        }
        return draw(cycle);
      });
      // What is drawn is drawn: it need not be drawn again under the same number.
      expect(draws).toBe(1);
      expect(isNew).toBe(true);
      expect((await archive.entries()).at(-1)).toEqual(entry);
    }
    expect(await archive.entries()).toHaveLength(2);
  });

  test('who names no password is told so, and holds no connection', async () => {
    const { proxy, url } = await proxied(postgres);
    const archive = opened(url.replace(':hunter2', ''));
    expect(await messageOf(archive.ensureWritable())).toContain('(no password); the server wants one');
    await vi.waitFor(() => expect(proxy.open()).toBe(0));
  });

  test('an answer that is lost after it was kept makes no second review', async () => {
    const { proxy, url } = await proxied(postgres);
    const archive = opened((await database()).replace(bare, url.replace(/\/postgres$/, '')));
    await archive.ensureWritable();
    let draws = 0;
    proxy.loseAnswerTo('COMMIT');
    const { entry, isNew } = await archive.publish((cycle) => {
      draws++;
      return draw(cycle);
    });
    expect({ draws, isNew, cycle: entry.cycle }).toEqual({ draws: 1, isNew: true, cycle: 1 });
    expect(await archive.entries()).toEqual([entry]);
  });

  test('who is lost while it holds the numbering keeps nobody from a number', async () => {
    const direct = await database();
    const { proxy, url } = await proxied(postgres);
    const lost = opened(direct.replace(bare, url.replace(/\/postgres$/, '')));
    await lost.ensureWritable();
    let isDrawing = () => {};
    const drawing = new Promise<void>((resolve) => {
      isDrawing = resolve;
    });
    let goesOn = () => {};
    const waiting = new Promise<void>((resolve) => {
      goesOn = resolve;
    });
    const drawn: number[] = [];
    const late = lost.publish(async (cycle) => {
      drawn.push(cycle);
      // Overtaken, it draws anew while it holds the numbering.
      if (cycle === 1) await opened(direct).publish(draw);
      if (cycle === 2) {
        isDrawing();
        await waiting;
      }
      return draw(cycle);
    });
    await drawing;
    const other = opened(direct).publish(draw);
    proxy.cut();
    expect((await other).entry.cycle).toBe(2);
    goesOn();
    expect((await late).entry.cycle).toBe(3);
    expect(drawn).toEqual([1, 2, 3]);
  });

  test('what is asked for again under its id is answered with what was kept', async () => {
    const url = await database();
    const first = await opened(url).publish(draw, undefined, 'answer 7');
    const again = await opened(url).publish(() => expect.unreachable(), undefined, 'answer 7');
    expect(again).toEqual({ entry: first.entry, isNew: false });
  });

  test('each refusal says where, what was found and what to do, and no password', async () => {
    const url = new URL(await database());
    const refused = (change: (address: URL) => void) => {
      const address = new URL(url);
      change(address);
      return messageOf(opened(address.href).entries());
    };
    const shown = (database: string) => `postgres://postgres@127.0.0.1:${postgres.port}/${database}`;
    const name = url.pathname.slice(1);
    expect(await refused((at) => Object.assign(at, { password: 'hunter3' }))).toBe(
      `ArchiveError: ${shown(name)}: cannot list its reviews (28P01); the server does not let this user in: correct user and password (archive_password_env, PGPASSWORD or ~/.pgpass)`,
    );
    expect(await refused((at) => Object.assign(at, { pathname: '/none' }))).toBe(
      `ArchiveError: ${shown('none')}: cannot list its reviews (3D000); it has no such database: create it, or name another one`,
    );
    expect(await refused((at) => Object.assign(at, { search: '?sslmode=require' }))).toBe(
      `ArchiveError: ${shown(name)}?sslmode=require: cannot list its reviews (The server does not support SSL connections); it speaks no TLS: switch that on, or name another sslmode`,
    );
    const { proxy } = await proxied(postgres);
    proxy.close();
    expect(await refused((at) => Object.assign(at, { port: proxy.port }))).toBe(
      `ArchiveError: ${shown(name).replace(`${postgres.port}`, `${proxy.port}`)}: cannot list its reviews (ECONNREFUSED); nothing answers there: start the server, or correct the address`,
    );
  });
});

describe.skipIf(why !== null)(`a Postgres with TLS${why === null ? '' : ` (${why})`}`, () => {
  let postgres: Postgres;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ralph-tls-'));
    await chmod(folder, 0o755);
    const altNames = [{ type: 2 as const, value: 'localhost' }];
    const made = await generate([{ name: 'commonName', value: 'localhost' }], {
      extensions: [
        { name: 'basicConstraints', cA: true },
        { name: 'subjectAltName', altNames },
      ],
    });
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    await writeFile(key, made.private, { mode: 0o600 });
    await writeFile(cert, made.cert);
    const { stdout } = await import('node:child_process').then(({ spawnSync }) =>
      spawnSync('id', ['-u', 'postgres'], { encoding: 'utf8' }),
    );
    if (process.getuid?.() === 0) await chown(key, Number(stdout), 0);
    postgres = await startPostgres({ settings: { ssl: 'on', ssl_key_file: key, ssl_cert_file: cert } });
  });
  afterAll(async () => {
    await postgres?.remove();
    await rm(folder, { recursive: true, force: true });
  });
  const listed = (query: string, host = 'localhost') =>
    messageOf(opened(`${postgres.url.replace('127.0.0.1', host)}?${query}`).entries());

  test('is spoken to as the address says', async () => {
    const root = `sslrootcert=${join(folder, 'cert.pem')}`;
    for (const good of [
      'sslmode=disable',
      'sslmode=prefer',
      'sslmode=require',
      `sslmode=verify-full&${root}`,
    ])
      expect(await listed(good)).toBe('nothing was refused');
    expect(await listed(`sslmode=verify-ca&${root}`, '127.0.0.1')).toBe('nothing was refused');
    expect(await listed(`sslmode=verify-full&${root}`, '127.0.0.1')).toContain(
      '(ERR_TLS_CERT_ALTNAME_INVALID); its certificate is of another name',
    );
    expect(await listed('sslmode=verify-full')).toContain('); its certificate is not trusted');
  });

  test('is spoken to over TLS unless that is told otherwise', async () => {
    const isEncrypted = async (query: string) => {
      // By a name of its own: those of the test before may not have left yet.
      const archive = opened(`${postgres.url}?application_name=asked&${query}`);
      await archive.entries();
      const rows = await ask(
        postgres.url,
        "SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'asked'",
      );
      await archive.close();
      return rows.map(({ ssl }) => ssl);
    };
    expect(await isEncrypted('')).toEqual([true]);
  });
});
