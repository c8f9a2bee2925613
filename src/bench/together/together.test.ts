import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LoadReport } from '../load-report.ts';
import { measuredFrom, outcomeOf } from '../result.ts';
import { WHOLE } from '../share.ts';
import { company, held, scenario, seen } from './company.fixture.ts';

const eight = Array.from({ length: 8 }, (_, index) => `gpu-${index}`);
const calm = new AbortController().signal;

/** Gathers everybody and makes one load. */
async function loaded(
  at: ReturnType<typeof company>,
  {
    signal = calm,
    meanwhile = async () => {},
  }: { signal?: AbortSignal; meanwhile?: () => Promise<void> } = {},
) {
  const shown: LoadReport[] = [];
  const gathered = at.director.gather(60_000, signal);
  await at.pass(5_000);
  await gathered;
  const made = at.director.makeLoad(at.order, (report) => shown.push(report), signal);
  await meanwhile();
  await at.pass(60_000);
  return { report: await made, shown };
}

describe('a load of several hosts', () => {
  it('is the load of one: every bucket, count, percentile, extreme, mean and deviation', async () => {
    const turn = fc.oneof(fc.double({ min: 0.001, max: 90_000, noNaN: true }), fc.constant(7));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(turn, { maxLength: 20 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 8 }),
        async (all, hosts) => {
          const turns = (user: number) => all[user] ?? [];
          const { report } = await loaded(company(scenario(all.length), eight.slice(0, hosts), { turns }));
          const alone = seen(all.length, WHOLE, turns);
          expect(held(report)).toEqual(held(alone));
          expect(report.counts).toEqual(alone.counts);
          expect(report.ownDelay?.p99).toBe(hosts);
          expect(report.lost).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('begins where each hears the word, and its moment is that of who directs', async () => {
    const at = company(scenario(80), eight, { wayMs: (name) => (name === 'gpu-3' ? 40 : 2) });
    const { report, shown } = await loaded(at);
    expect(at.hosts.map(({ begun }) => begun.length)).toEqual(eight.map(() => 1));
    expect(at.hosts.map(({ begun }) => begun[0]?.share)).toEqual(eight.map((_, index) => ({ index, of: 8 })));
    const atMs = at.hosts.map(({ begun }) => begun[0]?.atMs ?? 0);
    expect(Math.max(...atMs) - Math.min(...atMs)).toBe(38);
    expect(at.director.members().map(({ begunWithinMs }) => begunWithinMs)).toEqual(
      eight.map((name) => (name === 'gpu-3' ? 80 : 4)),
    );
    // The wall of each host is off by thousands of seconds; the one that directs is at what it says.
    expect(report.measuredFromEpochMs).toBe(Math.min(...atMs) - 2 + 1_000);
    expect(shown.length).toBeGreaterThan(5);
    expect(shown.every(({ kind, counts }) => kind === 'progress' && counts.answered === 80)).toBe(true);
  });

  it('tells how far the clocks are apart', async () => {
    const at = company(scenario(8), eight);
    await loaded(at);
    expect(at.director.members().map(({ clock }) => clock)).toEqual(
      eight.map((_, index) => ({ offsetMs: 1_000_000 * (index + 1), withinMs: 1, rounds: 8 })),
    );
  });

  it('goes on with more and fewer users, also fewer than hosts', async () => {
    const at = company(scenario(3), eight, { turns: (user) => [user + 1] });
    expect((await loaded(at)).report.counts.answered).toBe(3);
    const more = at.director.makeLoad({ ...at.order, scenario: scenario(20) }, () => {}, calm);
    await at.pass(30_000);
    expect((await more).counts.answered).toBe(20);
    expect(at.hosts.map(({ hired }) => hired)).toEqual(eight.map(() => 1));
    at.director.end();
    await at.pass(10);
    await Promise.all(at.hosts.map(({ hand }) => hand.over));
    expect(at.hosts.map(({ hired }) => hired)).toEqual(eight.map(() => 0));
  });

  it('of which one is lost in the middle stops, says who, and decides nothing', async () => {
    const at = company(scenario(80), eight);
    const { report } = await loaded(at, {
      meanwhile: async () => {
        await at.pass(3_000);
        at.hosts[5]?.die();
      },
    });
    expect(report.lost).toEqual(['gpu-5: nothing was heard of it for 15 s']);
    expect(report.counts.answered).toBe(70);
    expect(outcomeOf(measuredFrom(report, scenario(80)))).toBe('inconclusive');
  });

  it('stops at once where a host says that it ends', async () => {
    const at = company(scenario(80), eight);
    const { report } = await loaded(at, {
      meanwhile: async () => {
        await at.pass(3_000);
        at.hosts[2]?.ends.abort();
        await at.pass(100);
        expect(at.orders.at(-1)).toEqual({ kind: 'stop', load: 1 });
      },
    });
    expect(report.lost).toEqual(['gpu-2: its agent ends']);
    expect(at.hosts[2]?.hired).toBe(0);
  });

  it('is not begun where somebody does not come', async () => {
    const at = company(scenario(80), eight, { absent: ['gpu-7'] });
    const gathered = at.director.gather(30_000, calm);
    await at.pass(31_000);
    await gathered;
    const made = at.director.makeLoad(at.order, () => {}, calm);
    await at.pass(1_000);
    expect(at.hosts.flatMap(({ begun }) => begun)).toEqual([]);
    expect((await made).lost).toEqual(['gpu-7: it did not come: it is not there, or busy']);
  });

  it('is not begun where somebody may not', async () => {
    const bounded = company(scenario(80), eight, { mostUsers: 9 });
    const refused = bounded.director.makeLoad(bounded.order, () => {}, calm);
    await bounded.pass(1_000);
    expect((await refused).lost).toHaveLength(8);
    expect((await refused).lost?.[0]).toBe('gpu-0: its owner allows 9 users at once, and its share is 10');
    expect(bounded.hosts.flatMap(({ begun }) => begun)).toEqual([]);
    expect(outcomeOf(measuredFrom(await refused, scenario(80)))).toBe('inconclusive');
  });

  it('is refused before it is asked for, by who said what he allows', async () => {
    const at = company(scenario(80), eight, { mostUsers: 9 });
    await loaded(at);
    expect(at.director.refusalsOf(scenario(72).load)).toEqual([]);
    expect(at.director.refusalsOf(scenario(73).load)).toEqual([
      'gpu-0 allows 9 users at once, and its share is 10',
    ]);
  });

  it('ends when a person says so, with what there is', async () => {
    const at = company(scenario(80), eight);
    const person = new AbortController();
    const { report } = await loaded(at, {
      signal: person.signal,
      meanwhile: async () => {
        await at.pass(3_000);
        person.abort();
      },
    });
    expect(report.lost).toEqual([]);
    expect(report.counts.answered).toBe(80);
    expect(at.orders.filter(({ kind }) => kind === 'stop')).toHaveLength(1);
  });

  it('does not go on where nobody directs it any more', async () => {
    const at = company(scenario(80), eight);
    const { director } = at;
    void director.gather(60_000, calm);
    await at.pass(5_000);
    void director.makeLoad(at.order, () => {}, calm);
    await at.pass(500);
    at.hush();
    await at.pass(20_000);
    await Promise.all(at.hosts.map(({ hand }) => hand.over));
    expect(at.hosts.map(({ hired }) => hired)).toEqual(eight.map(() => 0));
  });

  it('is made once, however often a word arrives', async () => {
    const at = company(scenario(80), eight);
    const twice = at.orders.push.bind(at.orders);
    at.orders.push = (order) => {
      for (const { hand } of at.hosts) void at.clock.sleep(30).then(() => hand.hear(order));
      return twice(order);
    };
    const { report } = await loaded(at);
    expect(at.hosts.map(({ begun }) => begun.length)).toEqual(eight.map(() => 1));
    expect(report.counts.answered).toBe(80);
  });
});
