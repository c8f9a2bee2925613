import { beforeEach, describe, expect, it } from 'vitest';
import { type EngineLedger, engineLedger } from './engine-ledger.ts';

let nowMs: number;
let ledger: EngineLedger;
beforeEach(() => {
  nowMs = 1_000;
  ledger = engineLedger(() => nowMs);
});

const fail = (times = 1) => {
  for (let each = 0; each < times; each += 1) ledger.begin('e').failed('failed', 'hoarse');
};
const late = () => ledger.begin('e').failed('late', 'no sound within 5 ms');
const work = () => ledger.begin('e').worked();

describe('the record of an engine', () => {
  it('is what its last whole use proved, and how long ago', () => {
    expect(ledger.recall('e')).toBeNull();
    ledger.begin('e').dropped();
    expect(ledger.recall('e')).toBeNull();
    work();
    nowMs += 1_234;
    expect(ledger.recall('e')).toEqual({ state: 'ready', ageS: 1.2 });
    fail();
    expect(ledger.recall('e')).toEqual({ state: 'down', ageS: 0 });
    ledger.begin('e').failed('absent', 'not installed');
    expect(ledger.recall('e')?.state).toBe('absent');
    expect(ledger.recall('other')).toBeNull();
  });
});

describe('a rest', () => {
  it('begins with the first deadline missed, and tells how long and why', () => {
    late();
    nowMs += 2_500;
    expect(ledger.rest('e')).toBe('resting for 13 s after: no sound within 5 ms');
    expect(ledger.rest('other')).toBeNull();
    nowMs += 12_499;
    expect(ledger.rest('e')).toBe('resting for 1 s after: no sound within 5 ms');
    nowMs += 1;
    expect(ledger.rest('e')).toBeNull();
  });

  it('begins with the third failure in a row, one that worked between them undoing all', () => {
    fail(2);
    work();
    fail(2);
    expect(ledger.rest('e')).toBeNull();
    fail();
    expect(ledger.rest('e')).toBe('resting for 15 s after: hoarse');
  });

  it('never comes of an engine that is absent', () => {
    for (let each = 0; each < 5; each += 1) ledger.begin('e').failed('absent', 'not installed');
    expect(ledger.rest('e')).toBeNull();
  });

  it('doubles while the engine keeps failing, up to 2 min, and starts small again once it worked', () => {
    late();
    const rests = [30, 60, 120, 120, 120].map((seconds) => {
      nowMs += 120_000;
      fail();
      return [ledger.rest('e'), `resting for ${seconds} s after: hoarse`];
    });
    for (const [told, expected] of rests) expect(told).toBe(expected);
    work();
    expect(ledger.rest('e')).toBeNull();
    late();
    expect(ledger.rest('e')).toMatch(/^resting for 15 s/);
  });

  it('is one for all uses that failed side by side', () => {
    const together = Array.from({ length: 30 }, () => ledger.begin('e'));
    for (const use of together) use.failed('late', 'slow');
    expect(ledger.rest('e')).toBe('resting for 15 s after: slow');
  });
});

describe('after a rest', () => {
  beforeEach(() => {
    late();
    nowMs += 15_000;
  });
  const busy = 'being tried again after: no sound within 5 ms';

  it('one use at a time tries the engine', () => {
    const trial = ledger.begin('e');
    expect(ledger.rest('e')).toBe(busy);
    trial.worked();
    expect(ledger.rest('e')).toBeNull();
    ledger.begin('e');
    expect(ledger.rest('e')).toBeNull();
  });

  it('a trial whose caller went away makes room for another', () => {
    ledger.begin('e').dropped();
    expect(ledger.rest('e')).toBeNull();
    ledger.begin('e');
    expect(ledger.rest('e')).toBe(busy);
  });

  it('another use that ends does not end the trial', () => {
    ledger.begin('e');
    ledger.begin('e').dropped();
    expect(ledger.rest('e')).toBe(busy);
  });
});
