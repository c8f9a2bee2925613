import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeBehind } from './write-behind.ts';

function log() {
  const database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE log (line TEXT UNIQUE)');
  const lines = () => database.prepare('SELECT line FROM log').all();
  return { database, lines };
}

describe('writeBehind', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('writes once for all that came within the window', () => {
    const { database, lines } = log();
    const write = vi.fn(() => database.exec("INSERT INTO log VALUES ('written')"));
    const { soon } = writeBehind(database, 20, write);
    soon();
    soon();
    vi.advanceTimersByTime(19);
    expect(lines()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(lines()).toEqual([{ line: 'written' }]);
    vi.advanceTimersByTime(1000);
    expect(write).toHaveBeenCalledTimes(1);
  });

  it('writes at once when flushed, and not again', () => {
    const { database, lines } = log();
    const write = vi.fn(() => database.exec("INSERT INTO log VALUES ('written')"));
    const { soon, flush } = writeBehind(database, 20, write);
    soon();
    flush();
    expect(lines()).toHaveLength(1);
    vi.advanceTimersByTime(1000);
    expect(write).toHaveBeenCalledTimes(1);
  });

  it('leaves nothing half written, and goes on', () => {
    const { database, lines } = log();
    const statements = [
      "INSERT INTO log VALUES ('a'); INSERT INTO log VALUES ('a')",
      "INSERT INTO log VALUES ('b')",
    ];
    const { soon, flush } = writeBehind(database, 20, () => database.exec(statements.shift() ?? ''));
    soon();
    vi.advanceTimersByTime(20);
    expect(lines()).toEqual([]);
    flush();
    expect(lines()).toEqual([{ line: 'b' }]);
  });

  it('tells of a failure to who flushes', () => {
    const { database } = log();
    const { flush } = writeBehind(database, 20, () => {
      throw new Error('refused');
    });
    expect(flush).toThrow('refused');
    expect(database.isTransaction).toBe(false);
  });
});
