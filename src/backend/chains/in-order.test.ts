import { describe, expect, it } from 'vitest';
import { engineLedger } from './engine-ledger.ts';
import { askInOrder } from './in-order.ts';

/** Asks engines that fail with a text or answer with null; those in `tired` rest. */
async function asking(engines: Readonly<Record<string, string | null>>, tired: readonly string[] = []) {
  const ledger = engineLedger(() => 0);
  for (const id of tired) ledger.begin(id).failed('late', 'slow');
  const asked: string[] = [];
  const outcome = await askInOrder({
    engines: Object.keys(engines).map((id) => ({ id })),
    ledger,
    ask: async ({ id }) => {
      asked.push(id);
      const detail = engines[id] ?? null;
      return detail === null ? { result: `of ${id}` } : { detail };
    },
  });
  return { asked, ...outcome };
}

const resting = 'resting for 15 s after: slow';

describe('askInOrder', () => {
  it('passes an engine that rests without asking it, and names it', async () => {
    expect(await asking({ a: null, b: null, c: null }, ['a', 'c'])).toEqual({
      asked: ['b'],
      given: { engine: 'b', result: 'of b' },
      attempts: [
        { engine: 'a', detail: resting },
        { engine: 'b', detail: null },
      ],
    });
  });

  it('asks the only engine though it rests', async () => {
    const { asked, given } = await asking({ a: null }, ['a']);
    expect([asked, given?.result]).toEqual([['a'], 'of a']);
  });

  it('asks those that rest last of all, when nobody else answered', async () => {
    const { asked, attempts } = await asking({ a: 'still slow', b: 'hoarse', c: null }, ['a', 'c']);
    expect(asked).toEqual(['b', 'a', 'c']);
    expect(attempts).toEqual([
      { engine: 'a', detail: 'still slow' },
      { engine: 'b', detail: 'hoarse' },
      { engine: 'c', detail: null },
    ]);
  });

  it('has nothing when nobody answers', async () => {
    expect((await asking({ a: 'x', b: 'y' }, ['b'])).given).toBeNull();
  });
});
