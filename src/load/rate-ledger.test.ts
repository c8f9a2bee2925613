import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rateLedger } from './rate-ledger.ts';

const WINDOW_MS = 60_000;

/** How servers count: whether a request that arrives now is admitted, and what is left after it. */
type Server = (limit: number) => { admits(nowMs: number): boolean; left(nowMs: number): number };

const sliding: Server = (limit) => {
  let admitted: number[] = [];
  const held = (nowMs: number) => admitted.filter((at) => nowMs - at < WINDOW_MS);
  return {
    admits(nowMs) {
      admitted = held(nowMs);
      if (admitted.length >= limit) return false;
      admitted.push(nowMs);
      return true;
    },
    left: (nowMs) => limit - held(nowMs).length,
  };
};

const fixed: Server = (limit) => {
  const counts = new Map<number, number>();
  const windowOf = (nowMs: number) => Math.floor(nowMs / WINDOW_MS);
  return {
    admits(nowMs) {
      const count = counts.get(windowOf(nowMs)) ?? 0;
      if (count >= limit) return false;
      counts.set(windowOf(nowMs), count + 1);
      return true;
    },
    left: (nowMs) => limit - (counts.get(windowOf(nowMs)) ?? 0),
  };
};

const bucket: Server = (limit) => {
  let level = limit;
  let lastMs = 0;
  const fill = (nowMs: number) => {
    level = Math.min(limit, level + ((nowMs - lastMs) * limit) / WINDOW_MS);
    lastMs = nowMs;
  };
  return {
    admits(nowMs) {
      fill(nowMs);
      // What binary fractions lose of a drop.
      if (level < 1 - 1e-6) return false;
      level -= 1;
      return true;
    },
    left(nowMs) {
      fill(nowMs);
      return Math.floor(level + 1e-6);
    },
  };
};

/** Requests that take so long on their way there and back, one after the other, as fast as the ledger lets them. */
function ask(
  server: ReturnType<Server>,
  trips: readonly (readonly [thereMs: number, backMs: number, pauseMs: number])[],
  tells: (left: number) => Parameters<ReturnType<typeof rateLedger>['learn']>[0],
  startMs = 0,
) {
  const ledger = rateLedger();
  let nowMs = startMs;
  let refused = 0;
  for (const [thereMs, backMs, pauseMs] of trips) {
    nowMs += pauseMs + ledger.waitMs(nowMs + pauseMs);
    const entry = ledger.sent(nowMs);
    nowMs += thereMs;
    const admitted = server.admits(nowMs);
    const left = server.left(nowMs);
    nowMs += backMs;
    ledger.answered(entry, nowMs);
    if (admitted) ledger.learn(tells(left), nowMs);
    else {
      refused++;
      ledger.withdraw(entry);
      ledger.refused(WINDOW_MS, nowMs);
    }
  }
  return { refused, tookMs: nowMs - startMs };
}

const trip = fc.tuple(fc.nat(3_000), fc.nat(3_000), fc.nat(8_000));
const cases = [
  fc.integer({ min: 1, max: 20 }),
  fc.array(trip, { minLength: 5, maxLength: 80 }),
  fc.nat(WINDOW_MS),
] as const;

describe.each([
  ['a sliding window', sliding],
  ['a fixed window', fixed],
  ['a token bucket', bucket],
])('%s', (_, server) => {
  it('never refuses who was told its limit', () => {
    fc.assert(
      fc.property(...cases, (limit, trips, startMs) => {
        const told = (remaining: number) => ({ limit, remaining });
        expect(ask(server(limit), trips, told, startMs).refused).toBe(0);
      }),
    );
  });

  it('never refuses who was told only what is left', () => {
    fc.assert(
      fc.property(...cases, (limit, trips, startMs) => {
        expect(ask(server(limit), trips, (remaining) => ({ remaining }), startMs).refused).toBe(0);
      }),
    );
  });
});

describe('a limit that nothing tells', () => {
  it('is learned from the first refusal, and there is no second', () => {
    fc.assert(
      fc.property(...cases, (limit, trips, startMs) => {
        expect(ask(sliding(limit), trips, () => ({}), startMs).refused).toBeLessThanOrEqual(1);
      }),
    );
  });
});

it('loses no time: 30 a minute are asked at once, and the next 30 a minute later', () => {
  const quick = Array.from({ length: 60 }, () => [5, 5, 0] as const);
  const { tookMs, refused } = ask(sliding(30), quick, (remaining) => ({ limit: 30, remaining }));
  expect(refused).toBe(0);
  expect(tookMs).toBe(10 + WINDOW_MS + 20 + 300);
});

it('leaves room for strangers, as soon as it hears of them', () => {
  const ledger = rateLedger();
  ledger.learn({ limit: 10, remaining: 3 }, 1_000);
  expect(ledger.free(1_000)).toBe(3);
  for (let asked = 0; asked < 3; asked++) ledger.answered(ledger.sent(2_000), 2_000);
  expect(ledger.waitMs(2_000)).toBe(1_000 + WINDOW_MS + 20 - 2_000);
});

it('is as quick where somebody says that a thousand million places are taken', () => {
  const ledger = rateLedger();
  ledger.answered(ledger.sent(500), 500);
  for (const remaining of [0, 0]) ledger.learn({ limit: 1e15, remaining }, 1_000);
  expect(ledger.free(1_000)).toBe(0);
  expect(ledger.waitMs(1_000)).toBe(WINDOW_MS + 20 - 500);
  ledger.learn({ remaining: 1e15 - 1 }, 2_000);
  expect(ledger.free(2_000)).toBe(1e15 - 1);
});

it('knows of no limit until it hears of one', () => {
  const ledger = rateLedger();
  for (let asked = 0; asked < 1_000; asked++) ledger.sent(asked);
  expect(ledger.limit()).toBeNull();
  expect(ledger.waitMs(1_000)).toBe(0);
  expect(ledger.free(1_000)).toBe(Number.POSITIVE_INFINITY);
});

it('believes less and less who tells a shorter wait than is true, or admits others as well', () => {
  const ledger = rateLedger();
  for (let asked = 0; asked < 5; asked++) ledger.sent(1_000);
  ledger.refused(1_000, 2_000);
  expect(ledger.limit()).toEqual({ requests: 5, windowMs: 2_000 });
  for (const windowMs of [4_000, 8_000, 16_000, 32_000, WINDOW_MS, WINDOW_MS]) {
    ledger.refused(1_000, 4_000);
    expect(ledger.limit()).toEqual({ requests: 5, windowMs });
  }
});
