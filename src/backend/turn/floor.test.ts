import { describe, expect, it } from 'vitest';
import { floor } from './floor.ts';

/** A turn that ends when it is told to, and notes what happened to it. */
function turn(name: string, notes: string[]) {
  let end: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const take = async (signal: AbortSignal) => {
    notes.push(`${name} begins${signal.aborted ? ' too late' : ''}`);
    signal.addEventListener('abort', () => notes.push(`${name} is interrupted`));
    await ended;
    notes.push(`${name} ends`);
  };
  return { take, end: () => end() };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the floor', () => {
  it('is taken by a newer turn: the older one is stopped first, and ends before the newer begins', async () => {
    const notes: string[] = [];
    const { take } = floor(8);
    const [older, newer] = [turn('older', notes), turn('newer', notes)];
    take(older.take);
    await settled();
    take(newer.take);
    await settled();
    expect(notes).toEqual(['older begins', 'older is interrupted']);
    older.end();
    newer.end();
    await settled();
    expect(notes.slice(2)).toEqual(['older ends', 'newer begins', 'newer ends']);
  });

  it('tells whether there was anything to interrupt', async () => {
    const notes: string[] = [];
    const { take, interrupt } = floor(8);
    expect(interrupt()).toBe(false);
    const only = turn('only', notes);
    take(only.take);
    expect([interrupt(), interrupt()]).toEqual([true, false]);
    only.end();
    await settled();
    expect(notes).toEqual(['only begins too late', 'only ends']);
    expect(interrupt()).toBe(false);
  });

  it('lets no more wait than may', async () => {
    const notes: string[] = [];
    const { take, between, interrupt } = floor(2);
    const [first, second, third] = [turn('first', notes), turn('second', notes), turn('third', notes)];
    expect([take(first.take), take(second.take)]).toEqual([true, true]);
    await settled();
    expect(take(third.take)).toBe(false);
    expect(between(async () => {})).toBe(false);
    for (const each of [first, second, third]) each.end();
    await settled();
    expect(interrupt()).toBe(false);
    expect(notes).toEqual(['first begins too late', 'first ends', 'second begins', 'second ends']);
  });

  it('goes to the next when a turn breaks', async () => {
    const notes: string[] = [];
    const { take, between } = floor(8);
    take(() => Promise.reject(new Error('broken')));
    between(async () => void notes.push('between'));
    await settled();
    expect(notes).toEqual(['between']);
  });
});
