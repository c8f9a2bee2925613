import { describe, expect, it } from 'vitest';
import { Unsaved } from './unsaved.ts';

describe('Unsaved', () => {
  it('writes what changed, and erases what the file holds and memory does not', () => {
    const unsaved = new Unsaved();
    unsaved.compare(['a', 'b'], ['a', 'b']);
    unsaved.change('c');
    unsaved.evict('a');
    unsaved.forget('b');
    expect([unsaved.changed, unsaved.gone]).toEqual([['c'], ['a', 'b']]);
    unsaved.saved();
    expect([unsaved.changed, unsaved.gone]).toEqual([[], []]);
    unsaved.forget('c');
    unsaved.forget('a');
    expect(unsaved.gone).toEqual(['c']);
  });

  it('erases before it writes a session that was forgotten and began again', () => {
    const unsaved = new Unsaved();
    unsaved.compare(['a'], ['a']);
    unsaved.forget('a');
    unsaved.change('a');
    expect([unsaved.changed, unsaved.gone]).toEqual([['a'], ['a']]);
  });

  it('keeps nothing in mind of sessions that came and went unwritten', () => {
    const unsaved = new Unsaved();
    unsaved.compare([], []);
    for (let index = 0; index < 10; index += 1) {
      unsaved.change(`s${index}`);
      unsaved.evict(`s${index}`);
    }
    expect([unsaved.changed, unsaved.gone]).toEqual([[], []]);
  });

  it('before the file was read, remembers what was forgotten, within bounds', () => {
    const unsaved = new Unsaved();
    unsaved.evict('evicted');
    for (let index = 0; index < 20_000; index += 1) unsaved.forget(`s${index}`);
    expect(unsaved.gone).toHaveLength(10_000);
    expect(unsaved.gone[0]).toBe('s0');
  });

  it('writes all that a new file lacks', () => {
    const unsaved = new Unsaved();
    unsaved.compare(['a', 'b'], ['a', 'b']);
    unsaved.compare(['b'], ['a', 'b']);
    expect(unsaved.changed).toEqual(['a']);
  });
});
