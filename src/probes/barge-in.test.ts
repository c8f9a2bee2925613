import { describe, expect, it } from 'vitest';
import {
  ackMs,
  eachTelling,
  type Interruption,
  ignoredPct,
  type Outcome,
  outcomeOf,
  stopMs,
} from './barge-in.ts';

/** "a100 i120 e130": sound, the word of the interruption, the end, each after so many ms. */
const came = (frames: string): Interruption => ({
  after: frames
    .split(' ')
    .filter(Boolean)
    .map((frame) => ({
      kind: ({ a: 'audio', i: 'interrupted', e: 'end' } as const)[frame[0] as 'a' | 'i' | 'e'],
      ms: Number(frame.slice(1)),
    })),
});

describe('an interruption', () => {
  it.each<[Outcome, string, string]>([
    ['cut', 'is confirmed, and nothing more comes', 'i20'],
    ['cut', 'lets what was on its way still come', 'a5 a10 i20'],
    ['cut', 'is obeyed without a word', ''],
    ['cut', 'is obeyed without a word, after a last sound', 'a300'],
    ['cut', 'is confirmed, and the turn is closed regularly', 'a5 i20 e30'],
    ['ignored', 'changes nothing', 'a10 a200 a400 e420'],
    ['ignored', 'is confirmed, and the stack talks on', 'i20 a200 e420'],
    ['ignored', 'is confirmed, and the stack talks on for ever', 'i20 a200 a2000'],
    ['ignored', 'comes to nothing for more than a second', 'a400 a1001 i1002'],
    ['moot', 'comes when all was said', 'e2'],
    ['moot', 'comes when all was said, and is confirmed', 'e2 i10'],
    ['moot', 'crosses the last sound', 'a1 e2 i10'],
  ])('%s: %s', (outcome, _, frames) => {
    expect(outcomeOf(came(frames))).toBe(outcome);
  });

  it('is timed to the last sound and to its confirmation', () => {
    expect([stopMs(came('a5 a300 i20')), ackMs(came('a5 a300 i20'))]).toEqual([300, 20]);
    expect([stopMs(came('i20')), ackMs(came('a5'))]).toEqual([0, undefined]);
  });

  it('that proves nothing is in no figure', () => {
    const all = [came('a1 e2 i10'), came('a100 i120'), came('a10 a400 e420'), came('i30')];
    expect(eachTelling(all, stopMs)).toEqual([100, 400, 0]);
    expect(eachTelling(all, ackMs)).toEqual([120, 30]);
    expect(ignoredPct(all)).toBeCloseTo(100 / 3, 9);
    expect(ignoredPct([came('e2')])).toBeUndefined();
  });
});
