import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cron } from './cron.ts';
import { every, type Schedule } from './schedule.ts';
import { type WatchEvent, watchLoop } from './watch-loop.ts';

const MIN = 60_000;
const HOUR = 60 * MIN;
const DAY = 24 * HOUR;

/** Clocks that go on only while somebody sleeps or works; what happens meanwhile can be told beforehand. */
function world(startMs = 0) {
  let mono = 0;
  let wall = startMs;
  const begun: number[] = [];
  const events: WatchEvent[] = [];
  const controller = new AbortController();
  const happenings: { atMs: number; happens: () => void }[] = [];
  const pass = (ms: number): void => {
    mono += ms;
    wall += ms;
    for (const each of happenings.filter(({ atMs }) => atMs <= mono)) {
      happenings.splice(happenings.indexOf(each), 1);
      each.happens();
    }
  };
  return {
    events,
    begun,
    controller,
    /** When `mono` has come so far, once. */
    when: (atMs: number, happens: () => void) => void happenings.push({ atMs, happens }),
    setWall: (ms: number) => {
      wall += ms;
    },
    /** Of a platform whose monotonic clock goes on meanwhile, too. */
    suspend: (ms: number) => {
      mono += ms;
      wall += ms;
    },
    async run(
      schedule: Schedule,
      tookMs: (cycle: number) => number,
      cycles?: number,
      code: number | null = 0,
    ) {
      const clock = schedule.clock === 'monotonic' ? () => mono : () => wall;
      return watchLoop({
        schedule,
        clock: {
          monotonicMs: () => mono,
          wallMs: () => wall,
          sleep: async (ms) => {
            if (!(ms > 0)) throw new RangeError(`slept ${ms}`);
            pass(ms);
          },
        },
        cycle: async () => {
          begun.push(clock());
          pass(tookMs(begun.length));
          return code;
        },
        on: (event) => void events.push(event),
        ...(cycles !== undefined && { cycles }),
        signal: controller.signal,
      });
    },
    skipped: () => events.flatMap((event) => (event.kind === 'skipped' ? [[event.why, event.slots]] : [])),
    next: () => events.flatMap((event) => (event.kind === 'next' ? [event.atMs] : [])),
  };
}

describe('every so often', () => {
  test('the first comes at once and the others on the grid from the start, however long each takes', async () => {
    const { run, begun, skipped } = world();
    await run(every(30 * MIN, 0), (cycle) => cycle * 3 * MIN, 5);
    expect(begun).toEqual([0, 30, 60, 90, 120].map((minute) => minute * MIN));
    expect(skipped()).toEqual([]);
  });

  test('slots that pass while a cycle runs are skipped and said, and the grid stays', async () => {
    const { run, begun, skipped } = world();
    await run(every(30 * MIN, 0), (cycle) => (cycle === 1 ? 95 * MIN : MIN), 3);
    expect(begun).toEqual([0, 120 * MIN, 150 * MIN]);
    expect(skipped()).toEqual([['busy', 3]]);
  });

  test('a cycle that ends with its slot is not followed at once', async () => {
    const { run, begun, skipped } = world();
    await run(every(30 * MIN, 0), () => 30 * MIN, 2);
    expect([begun, skipped()]).toEqual([[0, 60 * MIN], [['busy', 1]]]);
  });

  test('a clock on the wall that is set moves no slot, and the new time is said', async () => {
    const { run, begun, when, setWall, next } = world();
    when(10 * MIN, () => setWall(-5 * HOUR));
    await run(every(30 * MIN, 0), () => MIN, 3);
    expect(begun).toEqual([0, 30 * MIN, 60 * MIN]);
    expect(next()).toEqual([30 * MIN, 30 * MIN - 5 * HOUR, 60 * MIN - 5 * HOUR]);
  });

  test('what a sleeping machine missed is left out, and the next is on the grid', async () => {
    const { run, begun, when, suspend, skipped } = world();
    when(10 * MIN, () => suspend(8 * HOUR));
    await run(every(30 * MIN, 0), () => MIN, 3);
    expect(begun).toEqual([0, 8 * HOUR + 30 * MIN, 9 * HOUR]);
    expect(skipped()).toEqual([['away', 16]]);
  });

  test('a slot that is noticed within a minute still counts', async () => {
    const { run, begun, when, suspend, skipped } = world();
    when(29 * MIN, () => suspend(MIN + 20_000));
    await run(every(30 * MIN, 0), () => MIN, 2);
    expect([begun, skipped()]).toEqual([[0, 30 * MIN + 20_000], []]);
  });

  test('never two at once, never off the grid by more than a look, whatever cycles take', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1000, max: HOUR }),
        fc.array(fc.integer({ min: 0, max: 5 * HOUR }), { minLength: 1, maxLength: 12 }),
        async (everyMs, durations) => {
          const { run, begun, skipped } = world();
          await run(every(everyMs, 0), (cycle) => durations[cycle - 1] ?? 0, durations.length);
          const over = begun.map((moment, index) => moment + (durations[index] ?? 0));
          const isApart = begun.slice(1).every((moment, index) => moment >= (over[index] ?? 0));
          const left = skipped().reduce((sum, [, slots]) => sum + Number(slots), 0);
          const counted = begun.length - 1 + left === (begun.at(-1) ?? 0) / everyMs;
          expect([isApart, begun.every((moment) => moment % everyMs === 0), counted || left >= 1000]).toEqual(
            [true, true, true],
          );
        },
      ),
    );
  });
});

describe('by cron', () => {
  const start = Date.parse('2026-01-10T00:00:00Z');
  const nightly = () => cron('0 3 * * *', 'UTC');

  test('waits for its first slot, and comes at each', async () => {
    const { run, begun, next } = world(start);
    await run(await nightly(), () => HOUR, 3);
    expect(begun).toEqual([3 * HOUR, 3 * HOUR + DAY, 3 * HOUR + 2 * DAY].map((ms) => start + ms));
    expect(next()[0]).toBe(start + 3 * HOUR);
  });

  test('an hour that comes twice, because the clock is set back, makes one cycle', async () => {
    const { run, begun, when, setWall } = world(start);
    when(3 * HOUR + 5 * MIN, () => setWall(-30 * MIN));
    await run(await nightly(), () => MIN, 2);
    expect(begun).toEqual([start + 3 * HOUR, start + 3 * HOUR + DAY]);
  });

  test('a clock that is set far back, because it was wrong, does not have a year waited', async () => {
    const { run, begun, when, setWall } = world(start + 365 * DAY);
    when(4 * HOUR, () => setWall(-365 * DAY));
    await run(await nightly(), () => MIN, 2);
    expect(begun).toEqual([start + 365 * DAY + 3 * HOUR, start + DAY + 3 * HOUR]);
  });

  test('a clock that jumps over half a century is taken as it is, at once', async () => {
    const { run, begun, when, setWall, skipped } = world(0);
    when(MIN, () => setWall(start));
    await run(await cron('* * * * *', 'UTC'), () => 1000, 2);
    expect(begun).toHaveLength(2);
    expect(skipped()).toEqual([['away', 1000]]);
  });

  test('a night that the machine slept through is said, and the next one is made', async () => {
    const { run, begun, when, suspend, skipped } = world(start);
    when(2 * HOUR, () => suspend(6 * HOUR));
    await run(await nightly(), () => MIN, 1);
    expect([begun, skipped()]).toEqual([[start + 3 * HOUR + DAY], [['away', 1]]]);
  });
});

describe('a watch', () => {
  test.each([0, 1, 2, 3, null])('goes on after a review that ended with %s', async (code) => {
    const { run, begun, events } = world();
    expect(await run(every(MIN, 0), () => 1000, 3, code)).toBe(code);
    expect(begun).toHaveLength(3);
    expect(events.filter(({ kind }) => kind === 'ended')).toMatchObject([{ code }, { code }, { code }]);
  });

  test('that is stopped while it waits begins nothing more, and while a cycle runs ends with it', async () => {
    const waiting = world();
    waiting.when(10 * MIN, () => waiting.controller.abort());
    await waiting.run(every(30 * MIN, 0), () => MIN);
    expect(waiting.begun).toEqual([0]);
    const running = world();
    running.when(31 * MIN, () => running.controller.abort());
    await running.run(every(30 * MIN, 0), () => 5 * MIN);
    expect([running.begun, running.next()]).toEqual([[0, 30 * MIN], [30 * MIN]]);
  });

  test('that is stopped before it begins makes no review', async () => {
    const { run, begun, controller } = world();
    controller.abort();
    expect(await run(every(MIN, 0), () => 1)).toBeUndefined();
    expect(begun).toEqual([]);
  });

  test('says when the next one is once, however often it looks', async () => {
    const { run, next } = world();
    await run(every(12 * HOUR, 0), () => MIN, 3);
    expect(next()).toEqual([12 * HOUR, 24 * HOUR]);
  });
});

test('a slot each so often comes after the one before, wherever the clock began', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1e9, noNaN: true }),
      fc.integer({ min: 1, max: 1e7 }),
      (anchorMs, everyMs) => {
        const { next } = every(everyMs, anchorMs);
        for (let slot = next(anchorMs), turn = 0; turn < 50; turn++) {
          const after = next(slot);
          expect(after - slot).toBeCloseTo(everyMs, 3);
          slot = after;
        }
      },
    ),
  );
});
