import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { openStore } from './store.ts';

const folder = mkdtempSync(join(tmpdir(), 'store-'));
afterAll(() => rmSync(folder, { recursive: true }));

const minuteMs = 60_000;
const turn = (said: string) => ({ said, answered: `re: ${said}` });

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
    const path = join(folder, 'bounded.db');
    const { store } = storeOf({ path, sessionsKept: 2 });
    for (const session of ['a', 'b', 'a', 'c']) store.remember(session, turn(session));
    expect(['a', 'b', 'c'].map((session) => store.history(session).length)).toEqual([2, 0, 1]);
    store.remember('d', turn('d'));
    store.close();
    const rows = new DatabaseSync(path).prepare('SELECT id FROM sessions ORDER BY rowid').all();
    expect(rows).toEqual([{ id: 'c' }, { id: 'd' }]);
  });

  it('forgets a session, in the file too', () => {
    const path = join(folder, 'forget.db');
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
    const path = join(folder, 'again.db');
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

  it('says so when the database is gone, but still talks', () => {
    const { store } = storeOf();
    store.remember('a', turn('one'));
    store.close();
    expect(() => store.check()).toThrow('the database did not answer');
    expect(() => store.stats()).toThrow('the database did not answer');
    expect(store.history('a')).toEqual([turn('one')]);
  });

  it('says so while another holds the database, and recovers', () => {
    const path = join(folder, 'held.db');
    const { store } = storeOf({ path });
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    expect(() => store.check()).toThrow('the database did not answer');
    other.exec('ROLLBACK');
    other.close();
    store.check();
    store.close();
  });

  it('refuses a file that is no database', () => {
    expect(() => storeOf({ path: folder })).toThrow();
  });
});
