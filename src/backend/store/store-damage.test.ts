import {
  closeSync,
  copyFileSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { databaseFile } from './database.fixture.ts';
import { openStore } from './store.ts';
import { openTables } from './tables.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const turn = (said: string) => ({ said, answered: `re: ${said}` });
const storeOn = (path: string) => openStore({ path, now: () => 1_700_000_000_000 });

/** Overwrites a file from an offset to its end with bytes that mean nothing. */
function spoil(path: string, from: number) {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(statSync(path).size - from, 0xa5), 0, undefined, from);
  closeSync(file);
}

/** Has everything written into the file itself. */
function settle(path: string) {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

/** A copy that nothing has opened. */
function copyOf(path: string) {
  settle(path);
  copyFileSync(path, `${path}.copy`);
  return `${path}.copy`;
}

describe('a file that is damaged', () => {
  const damaged = 'the database file is not a database, or is damaged';

  it('while it is used, is told of; once it is moved away memory is written to a new one', async () => {
    const path = databaseFile();
    const store = storeOn(path);
    const talk = (index: number) => store.remember(`s${index}`, turn('x'.repeat(20_000)));
    for (let index = 0; index < 300; index += 1) talk(index);
    store.check();
    settle(path);
    spoil(path, 16 * 1024);
    for (let index = 0; index < 300; index += 1) talk(index);
    await store.countRequest(10);
    expect(() => store.check()).toThrow(damaged);
    expect(store.history('s299')).toHaveLength(2);
    rmSync(path);
    vi.advanceTimersByTime(250);
    store.check();
    store.close();
    expect(storeOn(path).history('s299')).toHaveLength(2);
  });

  it('in the place of the one in use is told of until it is gone, and never written to', async () => {
    const path = databaseFile();
    const store = storeOn(path);
    store.remember('a', turn('one'));
    store.check();
    for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
    const list = 'a shopping list, '.repeat(400);
    writeFileSync(path, list);
    for (const attempt of [1, 2, 3]) {
      store.remember('a', turn(`after ${attempt}`));
      expect(() => store.check()).toThrow(damaged);
      vi.advanceTimersByTime(250);
    }
    expect(readFileSync(path, 'utf8')).toBe(list);
    rmSync(path);
    vi.advanceTimersByTime(250);
    store.check();
    store.close();
    expect(storeOn(path).history('a')).toHaveLength(4);
  });

  it.each<[string, (path: string) => void]>([
    ['is no database', (path) => writeFileSync(path, 'a shopping list, '.repeat(400))],
    ['is damaged in the middle', (path) => spoil(path, 4_096)],
    ['is cut off', (path) => truncateSync(path, 6_000)],
  ])('that %s at the start is refused by name, with what to do, and left as it is', (_, harm) => {
    const whole = databaseFile();
    const first = storeOn(whole);
    for (let index = 0; index < 50; index += 1) first.remember(`s${index}`, turn('x'.repeat(500)));
    first.close();
    const path = copyOf(whole);
    harm(path);
    const before = readFileSync(path);
    expect(() => storeOn(path)).toThrow(`${path}: found that ${damaged}; expected a database of this stack`);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('of something else is refused', () => {
    const path = databaseFile();
    const other = openTables(path);
    other.database.exec('DROP TABLE sessions; CREATE TABLE sessions (cookie TEXT)');
    other.database.close();
    expect(() => storeOn(path)).toThrow('found that the database is of another make');
  });

  it('that cannot be one is refused', () => {
    const path = databaseFile();
    expect(() => storeOn(dirname(path))).toThrow('found that the database file cannot be opened');
    expect(() => storeOn(`${path}/below/nothing.db`)).toThrow('cannot be opened');
  });
});
