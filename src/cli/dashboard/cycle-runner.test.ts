import { describe, expect, test, vi } from 'vitest';
import { cycleRunner, type RunCycle } from './cycle-runner.ts';

/** A cycle that speaks and ends when it is told to. */
function held() {
  let end: (code: number | null) => void = () => {};
  let fail: (error: Error) => void = () => {};
  let say: (text: string) => void = () => {};
  const signals: AbortSignal[] = [];
  const run: RunCycle = (signal, heard) => {
    signals.push(signal);
    say = heard;
    return new Promise((resolve, reject) => {
      end = resolve;
      fail = reject;
    });
  };
  let minute = 0;
  const on = vi.fn();
  const runner = cycleRunner({ run, now: () => `2026-01-01T00:0${minute++}:00Z`, on });
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    runner,
    on,
    signals,
    settled,
    end: (code: number | null) => end(code),
    fail: (error: Error) => fail(error),
    say: (text: string) => say(text),
  };
}

describe('cycles that are started from a page', () => {
  test('run one at a time', async () => {
    const { runner, end, signals, settled } = held();
    expect(runner.cycle).toBeNull();
    expect([runner.start(), runner.start(), signals.length]).toEqual([true, false, 1]);
    expect(runner.cycle).toEqual({ startedAt: '2026-01-01T00:00:00Z', ended: null, lines: [] });
    end(1);
    await settled();
    expect(runner.cycle).toEqual({
      startedAt: '2026-01-01T00:00:00Z',
      ended: { at: '2026-01-01T00:01:00Z', code: 1 },
      lines: [],
    });
    expect([runner.start(), signals.length]).toEqual([true, 2]);
  });

  test('tell what is said in whole lines, without what moves a cursor, the last sixty', () => {
    const { runner, say, on } = held();
    runner.start();
    say('\u001b[2Jone\r\ntw');
    expect(runner.cycle?.lines).toEqual(['one']);
    say('o\n\n\u202ethree\n');
    expect(runner.cycle?.lines).toEqual(['one', 'two', 'three']);
    say(`${Array.from({ length: 100 }, (_, each) => `line ${each}`).join('\n')}\n`);
    expect(runner.cycle?.lines).toHaveLength(60);
    say(`${'x'.repeat(9000)}\n`);
    expect(runner.cycle?.lines.at(-1)?.length).toBeLessThanOrEqual(300);
    expect(on.mock.calls.filter(([what]) => what === 'turn')).toHaveLength(1);
  });

  test('what comes after the end is said and changes nothing of how it ended', async () => {
    const { runner, say, end, settled } = held();
    runner.start();
    end(0);
    await settled();
    say('review written\n');
    expect(runner.cycle).toMatchObject({ ended: { code: 0 }, lines: ['review written'] });
  });

  test('are stopped by their signal, and a close waits for their end', async () => {
    const { runner, end, signals, settled } = held();
    expect(runner.stop()).toBe(false);
    runner.start();
    expect([runner.stop(), signals[0]?.aborted]).toEqual([true, true]);
    let isClosed = false;
    const closed = runner.close().then(() => {
      isClosed = true;
    });
    await settled();
    expect(isClosed).toBe(false);
    end(130);
    await closed;
    expect(runner.cycle?.ended?.code).toBe(130);
  });

  test('one that cannot be started says why, and the next one may start', async () => {
    const { runner, fail, settled } = held();
    runner.start();
    fail(new Error('no such program'));
    await settled();
    expect(runner.cycle).toMatchObject({ ended: { code: null }, lines: ['no such program'] });
    expect(runner.start()).toBe(true);
  });
});
