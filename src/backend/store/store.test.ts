import { DatabaseSync } from '@photostructure/sqlite';
import { describe, expect, it } from 'vitest';
import { databaseFile } from './database.fixture.ts';
import { openStore } from './store.ts';

const minuteMs = 60_000;
const turn = (said: string) => ({ said, answered: `re: ${said}` });

const idsIn = (path: string) =>
  new DatabaseSync(path)
    .prepare('SELECT id FROM sessions ORDER BY rowid')
    .all()
    .map(({ id }) => id);

function storeOf(options: { path?: string; sessionsKept?: number } = {}) {
  const clock = { nowMs: 1_700_000_000_000 };
  const store = openStore({ path: null, now: () => clock.nowMs, ...options });
  return { clock, store };
}

describe('openStore', () => {
  it('remembers the turns of each session in order', () => {
    const { store } = storeOf();
    store.remember('a', turn('one'));
    store.remember('b', turn('other'));
    store.remember('a', turn('two'));
    expect(store.history('a')).toEqual([turn('one'), turn('two')]);
    expect(store.history('nobody')).toEqual([]);
  });

  it('keeps the newest twelve turns of a session', () => {
    const { store } = storeOf();
    for (let index = 0; index < 20; index += 1) store.remember('a', turn(`${index}`));
    expect(store.history('a').map(({ said }) => said)).toEqual(
      Array.from({ length: 12 }, (_, i) => `${i + 8}`),
    );
  });

  it('drops the session used longest ago when there are too many, in the file too', () => {
    const path = databaseFile();
    const { store } = storeOf({ path, sessionsKept: 2 });
    for (const session of ['a', 'b', 'a', 'c']) store.remember(session, turn(session));
    expect(['a', 'b', 'c'].map((session) => store.history(session).length)).toEqual([2, 0, 1]);
    store.remember('d', turn('d'));
    store.close();
    expect(idsIn(path)).toEqual(['c', 'd']);
  });

  it('forgets a session, in the file too', () => {
    const path = databaseFile();
    const { store } = storeOf({ path });
    store.remember('a', turn('one'));
    store.remember('b', turn('two'));
    store.check();
    store.forget('a');
    expect(store.history('a')).toEqual([]);
    store.close();
    const again = storeOf({ path }).store;
    expect([again.history('a'), again.history('b')]).toEqual([[], [turn('two')]]);
    again.close();
  });

  it('takes up what an earlier run wrote', () => {
    const path = databaseFile();
    const first = storeOf({ path }).store;
    first.remember('a', turn('one'));
    first.countRequest(10);
    first.close();
    const second = storeOf({ path }).store;
    second.remember('a', turn('two'));
    second.countRequest(30);
    expect(second.history('a')).toEqual([turn('one'), turn('two')]);
    expect(second.stats()).toMatchObject({ total_requests: 2, avg_latency_ms: 20, active_sessions: 1 });
    second.close();
  });

  it('counts requests for good, and those of the last hour', () => {
    const { clock, store } = storeOf();
    store.countRequest(10);
    clock.nowMs += 59 * minuteMs;
    store.countRequest(20.005);
    expect(store.stats()).toMatchObject({ total_requests: 2, requests_last_hour: 2, avg_latency_ms: 15 });
    clock.nowMs += minuteMs;
    expect(store.stats()).toMatchObject({ total_requests: 2, requests_last_hour: 1 });
  });

  it('counts a session as active for half an hour', () => {
    const { clock, store } = storeOf();
    store.remember('a', turn('one'));
    clock.nowMs += 29 * minuteMs;
    store.remember('b', turn('two'));
    expect(store.stats().active_sessions).toBe(2);
    clock.nowMs += minuteMs;
    expect(store.stats().active_sessions).toBe(1);
  });

  it('has no average before the first request', () => {
    expect(storeOf().store.stats().avg_latency_ms).toBeNull();
  });

  it('goes on in memory once it is closed, and says so', () => {
    const { store } = storeOf();
    store.remember('a', turn('one'));
    store.close();
    store.close();
    expect(() => store.check()).toThrow('the database is closed');
    expect(() => store.stats()).toThrow('the database is closed');
    expect(store.history('a')).toEqual([turn('one')]);
  });

  it('keeps the sessions of others in the file, however long one goes on', () => {
    const path = databaseFile();
    const { store } = storeOf({ path, sessionsKept: 3 });
    store.remember('quiet', turn('hello'));
    for (let index = 0; index < 10; index += 1) {
      store.remember('busy', turn(`${index}`));
      store.check();
    }
    store.close();
    expect(storeOf({ path }).store.history('quiet')).toEqual([turn('hello')]);
  });

  it('keeps those used last when fewer are kept than the file holds', () => {
    const path = databaseFile();
    const { store } = storeOf({ path });
    for (const session of ['a', 'b', 'c']) store.remember(session, turn(session));
    store.close();
    const fewer = storeOf({ path, sessionsKept: 2 }).store;
    expect(['a', 'b', 'c'].map((session) => fewer.history(session).length)).toEqual([0, 1, 1]);
    fewer.close();
    expect(idsIn(path)).toEqual(['b', 'c']);
  });

  it('counts the minutes of long ago as one', () => {
    const path = databaseFile();
    const { clock, store } = storeOf({ path });
    for (let index = 0; index < 200; index += 1) {
      store.countRequest(10);
      store.check();
      clock.nowMs += minuteMs;
    }
    expect(store.stats()).toMatchObject({ total_requests: 200, requests_last_hour: 59, avg_latency_ms: 10 });
    store.close();
    const rows = new DatabaseSync(path).prepare('SELECT count(*) AS rows FROM minutes').get();
    expect(rows).toEqual({ rows: 61 });
  });

  it('reads a file of an earlier release, whose columns stand in another order', () => {
    const path = databaseFile();
    const file = new DatabaseSync(path);
    file.exec(`
      CREATE TABLE sessions (id TEXT PRIMARY KEY, turns TEXT NOT NULL, used_ms INTEGER NOT NULL);
      INSERT INTO sessions VALUES ('a', '[{"said":"one","answered":"re: one"}]', 5);`);
    file.close();
    const { store } = storeOf({ path });
    store.remember('a', turn('two'));
    store.close();
    expect(storeOf({ path }).store.history('a')).toEqual([turn('one'), turn('two')]);
  });
});
