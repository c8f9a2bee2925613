import { DatabaseSync } from '@photostructure/sqlite';
import { describe, expect, it, vi } from 'vitest';
import { groupCommit } from './group-commit.ts';

function log() {
  const database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE log (line TEXT UNIQUE)');
  const lines = () => database.prepare('SELECT line FROM log').all();
  return { database, lines };
}

describe('groupCommit', () => {
  it('commits once for all that changed in one round, before anyone who waits goes on', async () => {
    const { database, lines } = log();
    const write = vi.fn(() => database.exec("INSERT INTO log VALUES ('written')"));
    const { changed } = groupCommit(database, write);
    const both = [changed(), changed()];
    expect(lines()).toEqual([]);
    await both[0];
    expect(lines()).toEqual([{ line: 'written' }]);
    await both[1];
    expect(write).toHaveBeenCalledTimes(1);
  });

  it('commits the next round by itself', async () => {
    const { database, lines } = log();
    let round = 0;
    const { changed } = groupCommit(database, () => database.exec(`INSERT INTO log VALUES ('${++round}')`));
    await changed();
    await changed();
    expect(lines()).toEqual([{ line: '1' }, { line: '2' }]);
  });

  it('leaves nothing half written, and goes on', async () => {
    const { database, lines } = log();
    const statements = [
      "INSERT INTO log VALUES ('a'); INSERT INTO log VALUES ('a')",
      "INSERT INTO log VALUES ('b')",
    ];
    const { changed, flush } = groupCommit(database, () => database.exec(statements.shift() ?? ''));
    await changed();
    expect(lines()).toEqual([]);
    flush();
    expect(lines()).toEqual([{ line: 'b' }]);
  });

  it('tells of a failure to who flushes', () => {
    const { database } = log();
    const { flush } = groupCommit(database, () => {
      throw new Error('refused');
    });
    expect(flush).toThrow('refused');
  });

  it('has nothing to say once the database is closed', async () => {
    const { database } = log();
    const write = vi.fn();
    const { changed } = groupCommit(database, write);
    const waiting = changed();
    database.close();
    await waiting;
    expect(write).not.toHaveBeenCalled();
  });
});
