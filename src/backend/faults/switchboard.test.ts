import { describe, expect, it } from 'vitest';
import type { Fault, Meddling } from './fault.ts';
import { switchboard } from './switchboard.ts';
import { throughActive } from './through.ts';

const mark: Meddling = { encode: (honest) => honest };

/** A fault that keeps its switch for the test. */
function observed(id: string) {
  const switches: AbortSignal[] = [];
  const fault: Fault = {
    id,
    about: 'tells the test',
    argument: null,
    meddle(off) {
      switches.push(off);
      return mark;
    },
  };
  return { fault, switches };
}

describe('a switchboard', () => {
  it('tells a fault when it goes off, once it is no longer active', () => {
    const board = switchboard();
    const { fault, switches } = observed('a');
    board.on({ fault, argument: 0 });
    expect(board.active()).toEqual([mark]);
    let activeThen: readonly Meddling[] | undefined;
    switches[0]?.addEventListener('abort', () => {
      activeThen = board.active();
    });
    board.off('a');
    expect(activeThen).toEqual([]);
  });

  it('ends the old one when it is switched on again', () => {
    const board = switchboard();
    const { fault, switches } = observed('a');
    board.on({ fault, argument: 0 });
    board.on({ fault, argument: 0 });
    expect(switches.map(({ aborted }) => aborted)).toEqual([true, false]);
    expect(board.active()).toHaveLength(1);
  });

  it('has every one go off at once, and takes off what is not on', () => {
    const board = switchboard();
    const [one, other] = [observed('a'), observed('b')];
    board.on({ fault: one.fault, argument: 0 });
    board.on({ fault: other.fault, argument: 0 });
    board.off('c');
    board.offAll();
    expect([...one.switches, ...other.switches].map(({ aborted }) => aborted)).toEqual([true, true]);
  });
});

describe('throughActive', () => {
  it('asks what is active at the time of the work, the last one outermost', () => {
    let active: readonly Meddling[] = [];
    const through = throughActive(() => active);
    const sayingWith = (word: string): Meddling => ({
      health: (honest) => () => ({ ...honest(), detail: `${honest().detail ?? ''}${word}` }),
    });
    const healthy: ReturnType<NonNullable<Meddling['health']>> = () => Object({});
    const health = through((fault) => fault.health, healthy);
    expect(health()).toEqual({});
    active = [sayingWith('first'), {}, sayingWith(' last')];
    expect(health()).toEqual({ detail: 'first last' });
    active = [];
    expect(health()).toEqual({});
  });
});
