import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sideBySide } from './side-by-side.ts';

/** Work that ends when it is told to. */
function byHand() {
  const open = new Map<string, { end: (result: string) => void; fail: (error: Error) => void }>();
  const work = (item: string): Promise<string> =>
    new Promise((end, fail) => {
      open.set(item, { end, fail });
    });
  return { work, open };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('side by side', () => {
  it('gives the results in the order of the items, and never does more at a time than it may', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.nat(), { maxLength: 20 }),
        fc.integer({ min: 1, max: 6 }),
        async (scheduler, items, jobs) => {
          let [now, most] = [0, 0];
          const done = sideBySide(items, jobs, async (item) => {
            most = Math.max(most, ++now);
            await scheduler.schedule(Promise.resolve());
            now--;
            return item * 2;
          });
          expect(await scheduler.waitFor(done)).toEqual(items.map((item) => item * 2));
          expect(most).toBe(Math.min(jobs, items.length));
        },
      ),
    );
  });

  it('begins nothing after a failure, and fails once what was under way has ended', async () => {
    const { work, open } = byHand();
    let ended = false;
    const result = sideBySide(['a', 'b', 'c'], 2, work).finally(() => {
      ended = true;
    });
    result.catch(() => {});
    open.get('a')?.fail(new Error('interrupted'));
    await turn();
    expect([ended, ...open.keys()]).toEqual([false, 'a', 'b']);
    open.get('b')?.end('done');
    await expect(result).rejects.toThrow('interrupted');
  });

  it('of nothing is nothing, and no job at a time is refused', async () => {
    expect(await sideBySide([], 3, () => Promise.reject(new Error('asked')))).toEqual([]);
    for (const jobs of [0, -1, Number.NaN])
      await expect(sideBySide([1], jobs, async () => 1)).rejects.toThrow(RangeError);
  });
});
