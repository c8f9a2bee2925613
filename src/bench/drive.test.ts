import { expect, it } from 'vitest';
import { drive, type Stage } from './drive.ts';
import type { Load, Scenario } from './scenario.ts';
import { WHOLE } from './share.ts';
import type { Outcome, Times, Visitor } from './visitor.ts';

const scenario = (load: Load, more: Partial<Scenario> = {}): Scenario => ({
  name: 'test',
  url: null,
  apiKeyEnv: null,
  deed: { kind: 'chat' },
  load,
  durationMs: 1000,
  warmUpMs: 0,
  timeoutMs: 1000,
  connections: 1000,
  seed: 1,
  speech: 'en',
  objectives: [],
  capacity: null,
  ...more,
});

const open = (perSecond: number, turns = 1, thinkMs = 0): Load => ({
  kind: 'open',
  perSecond,
  arrivals: 'constant',
  turns,
  thinkMs,
});

/** Time that passes only where somebody sleeps. */
function virtual(answer: (nowMs: number) => Outcome | Promise<Outcome>) {
  let nowMs = 0;
  const stop = new AbortController();
  const recorded: (Times & { outcome: Outcome })[] = [];
  const entered: Visitor[] = [];
  const left: Visitor[] = [];
  const stage: Stage = {
    clock: {
      nowMs: () => nowMs,
      sleep: async (ms) => {
        nowMs += ms;
      },
    },
    share: WHOLE,
    enter() {
      const visitor: Visitor = { turn: async () => answer(nowMs), leave: () => left.push(visitor) };
      entered.push(visitor);
      return visitor;
    },
    record: (times, outcome) => recorded.push({ ...times, outcome }),
    signal: stop.signal,
  };
  const wait = (ms: number) => {
    nowMs += ms;
  };
  return { stage, recorded, entered, left, stop, wait };
}

const answered = (endMs: number): Outcome => ({
  kind: 'answered',
  sentMs: endMs,
  endMs,
  firstMs: null,
  underrunMs: null,
});

it.each<[string, Load]>([
  ['a closed', { kind: 'closed', users: 1, thinkMs: 100 }],
  ['an open', { kind: 'open', perSecond: 1, arrivals: 'constant', turns: 3, thinkMs: 100 }],
])('%s loop: whoever hears an answer listens to its end, then thinks', async (_, load) => {
  const { stage, recorded } = virtual((nowMs) => ({
    ...{ kind: 'answered', sentMs: nowMs, endMs: nowMs, firstMs: null, underrunMs: 0 },
    heard: { audibleMs: nowMs + 10, playedMs: nowMs + 300 },
  }));
  await drive(scenario(load), 0, stage);
  expect(recorded.map(({ intendedMs }) => intendedMs)).toEqual([0, 400, 800]);
});

it('users who listen come all through the warm-up, so that they do not ask in step', async () => {
  const { stage, recorded } = virtual(() => answered(0));
  const load: Load = { kind: 'closed', users: 4, thinkMs: 100 };
  const spoken = { deed: { kind: 'ws-voice', says: 'words' }, warmUpMs: 4000, durationMs: 100 } as const;
  // Nobody comes back: what is left of the time is less than they listen.
  const listening = { ...stage, enter: () => ({ turn: async () => listened, leave: () => {} }) };
  await drive(scenario(load, spoken), 0, listening);
  expect(recorded.map(({ intendedMs }) => intendedMs)).toEqual([0, 1000, 2000, 3000]);
});

const listened: Outcome = {
  ...{ kind: 'answered', sentMs: 0, endMs: 0, firstMs: null, underrunMs: 0 },
  heard: { audibleMs: 0, playedMs: 9000 },
};

it('an open loop keeps to its timetable while nothing answers', async () => {
  const never: (() => void)[] = [];
  const { stage, recorded, entered } = virtual(
    () => new Promise((resolve) => never.push(() => resolve(answered(5000)))),
  );
  const done = drive(scenario(open(10)), 0, stage);
  while (never.length < 10) await Promise.resolve();
  expect({ entered: entered.length, recorded: recorded.length }).toEqual({ entered: 10, recorded: 0 });
  for (const answer of never) answer();
  await done;
  expect(recorded.map(({ intendedMs }) => intendedMs)).toEqual([
    0, 100, 200, 300, 400, 500, 600, 700, 800, 900,
  ]);
});

it('a warm-up comes before the measured time, at its first rate', async () => {
  const { stage, recorded } = virtual(answered);
  const ramp: Load = {
    kind: 'ramp',
    fromPerSecond: 2,
    toPerSecond: 6,
    arrivals: 'constant',
    turns: 1,
    thinkMs: 0,
  };
  await drive(scenario(ramp, { warmUpMs: 1000 }), 0, stage);
  const intended = recorded.map(({ intendedMs }) => intendedMs);
  expect(intended.slice(0, 3)).toEqual([0, 500, 1000]);
  expect(intended.filter((ms) => ms >= 1000)).toHaveLength(4);
});

it('who finds no connection free waits, and that is lag', async () => {
  const inside: (() => void)[] = [];
  const { stage, recorded, wait } = virtual(
    (nowMs) => new Promise((resolve) => inside.push(() => resolve(answered(nowMs)))),
  );
  const done = drive(scenario(open(2), { connections: 1 }), 0, stage);
  for (let turn = 0; turn < 2; turn++) {
    while (inside.length === turn) await new Promise((resolve) => setImmediate(resolve));
    wait(700);
    inside[turn]?.();
  }
  await done;
  expect(recorded.map(({ intendedMs }) => intendedMs)).toEqual([0, 500]);
  expect(recorded.map(({ queued }) => queued)).toEqual([false, true]);
  expect((recorded[1]?.startedMs ?? 0) - 500).toBeGreaterThanOrEqual(200);
});

it('a visitor stays for its turns and thinks between them; one who is refused goes', async () => {
  const kind = virtual(answered);
  await drive(scenario(open(1, 3, 50)), 0, kind.stage);
  expect(kind.recorded.map(({ intendedMs }) => intendedMs)).toEqual([0, 50, 100]);
  expect(kind.left).toHaveLength(1);
  const rude = virtual(() => ({ kind: 'failed', reason: 'HTTP 500' }));
  await drive(scenario(open(1, 3, 50)), 0, rude.stage);
  expect(rude.recorded).toHaveLength(1);
});

it('a user of a closed loop waits for the answer, then thinks', async () => {
  const { stage, recorded, left, wait } = virtual((nowMs) => {
    wait(100);
    return answered(nowMs + 100);
  });
  await drive(scenario({ kind: 'closed', users: 1, thinkMs: 150 }), 0, stage);
  expect(recorded.map(({ intendedMs }) => intendedMs)).toEqual([0, 250, 500, 750]);
  expect(left).toHaveLength(1);
});

it('a user who is refused does not ask again at once', async () => {
  const { stage, recorded } = virtual(() => ({ kind: 'failed', reason: 'ECONNREFUSED' }));
  await drive(scenario({ kind: 'closed', users: 1, thinkMs: 0 }), 0, stage);
  expect(recorded).toHaveLength(10);
});

it.each([open(10), { kind: 'closed', users: 1, thinkMs: 100 } as const])(
  'ends when it is stopped: %j',
  async (load) => {
    const { stage, recorded, stop } = virtual((nowMs) => {
      if (nowMs >= 300) stop.abort();
      return answered(nowMs);
    });
    await drive(scenario(load), 0, stage);
    expect(recorded.length).toBeGreaterThanOrEqual(3);
    expect(recorded.length).toBeLessThan(10);
  },
);

it.each<[string, Load]>([
  ['open', { ...open(50), arrivals: 'poisson' } as Load],
  ['closed', { kind: 'closed', users: 7, thinkMs: 70 }],
])('three threads make together the %s load of one, and number no turn twice', async (_, load) => {
  const madeBy = async (index: number, of: number) => {
    const numbers: number[] = [];
    const { stage, recorded } = virtual((nowMs) => answered(nowMs));
    const enter = () => ({
      turn: async (number: number) => {
        numbers.push(number);
        return answered(stage.clock.nowMs());
      },
      leave: () => {},
    });
    await drive(scenario(load), 0, { ...stage, enter, share: { index, of } });
    return { due: recorded.map(({ intendedMs }) => intendedMs), numbers };
  };
  const parts = await Promise.all([0, 1, 2].map((index) => madeBy(index, 3)));
  const numbers = parts.flatMap((part) => part.numbers);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(Math.min(...parts.map(({ due }) => due.length))).toBeGreaterThan(0);
  if (load.kind === 'closed') return;
  const together = parts.flatMap(({ due }) => due).sort((a, b) => a - b);
  expect(together).toEqual((await madeBy(0, 1)).due);
});
