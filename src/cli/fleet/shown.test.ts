import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArchiveError } from '../../archive/archive-error.ts';
import type { Text } from '../../domain/text.ts';
import { lineWidth, textOf } from '../live/line.ts';
import { fleetView } from './fleet-view.ts';
import { inTurn } from './in-turn.ts';
import { countedStates, type FleetHappening, fleetBegun, fleetStep } from './shown-stacks.ts';
import { untilKept, untilWritable } from './until-kept.ts';

const NAMES = ['a', 'b', 'ein sehr langer Name von einem Stapel', '四'];
const said = (stack: string, agent: string, done: number): FleetHappening => ({
  ...{ kind: 'progress', stack, progress: { kind: 'probe', agent, probe: 'llm', done, of: 9 } },
});

const happening: fc.Arbitrary<FleetHappening> = fc.oneof(
  fc
    .record({ stack: fc.constantFrom(...NAMES, 'not of it'), agent: fc.constantFrom('x', 'y') })
    .chain(({ stack, agent }) =>
      fc.constantFrom<FleetHappening>(
        { kind: 'progress', stack, progress: { kind: 'taken', agent } },
        said(stack, agent, 3),
        { kind: 'progress', stack, progress: { kind: 'note', agent, line: 'waits' } },
        { kind: 'ended', stack },
        { kind: 'judged', stack, verdict: 'ok' },
      ),
    ),
);

describe('how far a fleet is', () => {
  it('has each stack in one state, and none that is judged goes back', () => {
    fc.assert(
      fc.property(fc.array(happening), (events) => {
        let state = fleetBegun(NAMES, 0);
        const judged = new Set<string>();
        for (const [at, event] of events.entries()) {
          state = fleetStep(state, event, at);
          if (event.kind === 'judged' && NAMES.includes(event.stack)) judged.add(event.stack);
          for (const name of judged) expect(state.stacks.get(name)?.kind).toBe('judged');
        }
        const { waits, measured, ended, judged: over } = countedStates(state);
        expect(waits + measured + ended + over).toBe(NAMES.length);
        expect(over).toBe(judged.size);
      }),
    );
  });

  it('counts the time of a stack from when this agent took it', () => {
    const taken = (agent: string): FleetHappening => ({
      ...{ kind: 'progress', stack: 'a', progress: { kind: 'taken', agent } },
    });
    let state = fleetStep(fleetBegun(NAMES, 0), taken('x'), 1_000);
    state = fleetStep(state, said('a', 'x', 2), 5_000);
    expect(state.stacks.get('a')).toMatchObject({ agent: 'x', sinceMs: 1_000, done: 2 });
    expect(fleetStep(state, taken('y'), 9_000).stacks.get('a')).toMatchObject({ sinceMs: 9_000, done: 0 });
  });

  it('is drawn in the room there is, whatever happened', () => {
    fc.assert(
      fc.property(
        fc.array(happening),
        fc.integer({ min: 0, max: 120 }),
        fc.integer({ min: 0, max: 6 }),
        (events, columns, rows) => {
          const state = events.reduce(
            (so, event, at) => fleetStep(so, event, at * 100),
            fleetBegun(NAMES, 0),
          );
          const lines = fleetView(state, { columns, rows }, { lang: 'en', nowMs: 100_000 });
          expect(lines.length).toBeLessThanOrEqual(rows);
          for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(columns);
        },
      ),
    );
  });

  it('says what is measured, by whom, how far, and how many are left', () => {
    const state = fleetStep(fleetBegun(['a', 'b'], 0), said('a', 'gpu-07', 4), 1_000);
    const lines = fleetView(state, { columns: 100, rows: 9 }, { lang: 'en', nowMs: 61_000 });
    expect(lines.map(textOf)).toEqual([
      '  · a  4 of 9 probes · llm · gpu-07 · 1 min',
      '  ────────────────────────  0 of 2 stacks · 1 being measured · 1 not taken yet · 1 min 1 s',
    ]);
  });
});

describe('one after the other', () => {
  it('keeps the order, begins none after one that failed, and throws its error', async () => {
    const done: number[] = [];
    const work = inTurn(async (item: number) => {
      await Promise.resolve();
      if (item === 3) throw new Error('three');
      done.push(item);
    });
    for (const item of [1, 2, 3, 4]) work(item);
    await expect(work.settled()).rejects.toThrow('three');
    expect(done).toEqual([1, 2]);
  });
});

describe('keeping in an archive that is away', () => {
  const away = (): Error => new ArchiveError('gone');
  const at = (tries: readonly (Error | string)[], isStart = false) => {
    let nowMs = 0;
    const told: string[] = [];
    const left = [...tries];
    const keep = async (): Promise<string> => {
      const next = left.length > 1 ? left.shift() : left[0];
      if (typeof next === 'string') return next;
      throw next;
    };
    const clock = {
      nowMs: () => nowMs,
      sleep: async (ms: number) => {
        nowMs += ms;
      },
    };
    const signal = new AbortController().signal;
    const patience = { say: (line: Text) => void told.push(line.en), signal, clock };
    const ensureWritable = async (): Promise<void> => void (await keep());
    const kept = isStart ? untilWritable({ ensureWritable }, patience) : untilKept(keep, patience);
    return { kept, told, now: () => nowMs };
  };

  it('tries again until it is back, and says so once', async () => {
    const { kept, told, now } = at([away(), away(), away(), 'kept']);
    expect(await kept).toBe('kept');
    expect(told).toEqual([expect.stringContaining('gone')]);
    expect(now()).toBe(500 + 1_000 + 2_000);
  });

  it('gives up after five minutes with what was said last', async () => {
    const { kept, now } = at([away()]);
    await expect(kept).rejects.toThrow('gone');
    expect(now()).toBeGreaterThanOrEqual(300_000);
    expect(now()).toBeLessThan(306_000);
  });

  it('waits a minute for a server that is away before anybody measures, and not for one that says no', async () => {
    const gone = new ArchiveError('gone', { isAway: true });
    const back = at([gone, gone, 'there'], true);
    await back.kept;
    expect([back.now(), back.told]).toEqual([1_500, [expect.stringContaining('for 1 min: gone')]]);
    const never = at([gone], true);
    await expect(never.kept).rejects.toThrow('gone');
    expect(never.now()).toBeGreaterThanOrEqual(60_000);
    const refused = at([away()], true);
    await expect(refused.kept).rejects.toThrow('gone');
    expect(refused.now()).toBe(0);
  });

  it('does not try again what is no matter of the archive', async () => {
    const { kept, now } = at([new RangeError('no such criterion')]);
    await expect(kept).rejects.toThrow('no such criterion');
    expect(now()).toBe(0);
  });
});
