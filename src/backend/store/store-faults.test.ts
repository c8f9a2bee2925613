import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { databaseFile, hold, withoutRights } from './database.fixture.ts';
import { openStore, type StoreOptions } from './store.ts';
import { openTables } from './tables.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** Time for another attempt at the database. */
const later = () => vi.advanceTimersByTime(250);
const turn = (said: string) => ({ said, answered: `re: ${said}` });
const storeOn = (path: string, options: Partial<StoreOptions> = {}) =>
  openStore({ path, now: () => 1_700_000_000_000, ...options });

/** What a store opened on the file now knows of a session, and how many requests it counted. */
function found(path: string, session: string) {
  const store = storeOn(path);
  const seen = [store.history(session).map(({ said }) => said), store.stats().total_requests];
  store.close();
  return seen;
}

describe('a database that is locked by another', () => {
  const locked = 'the database is locked by another process';

  it('is written once it is free; until then memory serves and nobody waits', async () => {
    const path = databaseFile();
    const store = storeOn(path);
    const release = hold(path);
    store.remember('a', turn('one'));
    await store.countRequest(10);
    store.remember('a', turn('two'));
    await store.countRequest(10);
    expect(() => store.check()).toThrow(locked);
    expect(() => store.stats()).toThrow(locked);
    expect(store.history('a')).toEqual([turn('one'), turn('two')]);
    release();
    later();
    store.check();
    expect(store.stats()).toMatchObject({ total_requests: 2, active_sessions: 1 });
    expect(found(path, 'a')).toEqual([['one', 'two'], 2]);
    store.close();
  });

  it('says that what waits is lost, when it is still locked at the end', async () => {
    const path = databaseFile();
    const store = storeOn(path);
    const release = hold(path);
    await store.countRequest(10);
    expect(() => store.close()).toThrow(locked);
    release();
  });

  it('at the start, is read once it is free, and what was forgotten meanwhile stays so', async () => {
    const path = databaseFile();
    const first = storeOn(path);
    for (const session of ['kept', 'cleared', 'begun again']) first.remember(session, turn('before'));
    first.close();

    const store = storeOn(path, {
      open: (file) => {
        if (busy) throw Object.assign(new Error('held'), { errcode: 5 });
        return openTables(file);
      },
    });
    let busy = true;
    expect(() => store.check()).toThrow(locked);
    store.remember('kept', turn('meanwhile'));
    await store.forget('cleared');
    await store.forget('begun again');
    store.remember('begun again', turn('meanwhile'));
    await store.countRequest(10);
    busy = false;
    later();
    store.check();
    expect(store.history('kept').map(({ said }) => said)).toEqual(['before', 'meanwhile']);
    expect(store.history('cleared')).toEqual([]);
    expect(store.history('begun again')).toEqual([turn('meanwhile')]);
    store.close();
    expect(found(path, 'kept')).toEqual([['before', 'meanwhile'], 1]);
    expect(found(path, 'cleared')).toEqual([[], 1]);
    expect(found(path, 'begun again')).toEqual([['meanwhile'], 1]);
  });
});

describe('a database that is read-only', () => {
  it('is read at the start, and written once it may be', async () => {
    const path = databaseFile();
    const first = storeOn(path);
    first.remember('a', turn('one'));
    await first.countRequest(10);
    first.close();
    chmodSync(path, 0o444);
    for (const folder of [dirname(path), dirname(dirname(path))]) chmodSync(folder, 0o755);

    const store = withoutRights(() => storeOn(path));
    expect(store.history('a')).toEqual([turn('one')]);
    store.remember('a', turn('two'));
    await store.countRequest(10);
    expect(() => store.check()).toThrow('the database is read-only');
    chmodSync(path, 0o644);
    later();
    store.check();
    store.close();
    expect(found(path, 'a')).toEqual([['one', 'two'], 2]);
  });
});

describe('a disk that is full', () => {
  it('is waited for: the conversation goes on within bounds, and all of it is written', async () => {
    const path = databaseFile();
    const opened: ReturnType<typeof openTables>[] = [];
    const store = storeOn(path, {
      sessionsKept: 20,
      open: (file) => {
        const tables = openTables(file);
        tables.database.exec('PRAGMA max_page_count = 8');
        opened.push(tables);
        return tables;
      },
    });
    for (let index = 0; index < 40; index += 1) {
      store.remember(`s${index}`, turn('x'.repeat(4_000)));
      await store.countRequest(1);
    }
    expect(() => store.check()).toThrow('the disk of the database is full');
    expect(store.history('s39')).toHaveLength(1);
    for (const { database } of opened) database.exec('PRAGMA max_page_count = 100000');
    later();
    expect(store.stats()).toMatchObject({ total_requests: 40, active_sessions: 20 });
    store.close();
    expect(found(path, 's20')).toEqual([['x'.repeat(4_000)], 40]);
  });
});

describe('a file that is removed', () => {
  it('is made anew, with every session that memory holds', async () => {
    const path = databaseFile();
    const store = storeOn(path);
    store.remember('a', turn('one'));
    await store.countRequest(10);
    rmSync(path);
    store.remember('b', turn('two'));
    await store.countRequest(10);
    expect(store.stats()).toMatchObject({ total_requests: 1, active_sessions: 2 });
    store.close();
    expect(found(path, 'a')).toEqual([['one'], 1]);
    expect(found(path, 'b')).toEqual([['two'], 1]);
  });

  it('with its folder, is told of until there is one again', async () => {
    const path = databaseFile();
    const store = storeOn(path);
    store.remember('a', turn('one'));
    await store.countRequest(10);
    rmSync(dirname(path), { recursive: true });
    store.remember('a', turn('two'));
    await store.countRequest(10);
    expect(() => store.check()).toThrow('the database file cannot be opened');
    mkdirSync(dirname(path));
    later();
    store.check();
    store.close();
    expect(found(path, 'a')).toEqual([['one', 'two'], 1]);
  });
});
