import { setMaxListeners } from 'node:events';
import type { Argument, Meddling } from './fault.ts';
import { faults } from './index.ts';
import type { Setting } from './setting.ts';

/** A fault as it stands, for people. */
export interface FaultState {
  readonly id: string;
  readonly about: string;
  /** Null: it takes none. */
  readonly argument: Argument | null;
  readonly active: boolean;
  /** What it was switched on with; null where it is off or takes none. */
  readonly value: number | null;
}

/** Which faults are on. */
export interface Switchboard {
  /** What those that are on do, in the order in which they were switched on. */
  active(): readonly Meddling[];
  /** All faults in the order of their ids. */
  states(): readonly FaultState[];
  /** Switches on, or again with another argument. */
  on(setting: Setting): void;
  /** Switches off what is on, and takes back what it left behind. */
  off(id: string): void;
  offAll(): void;
}

interface Active {
  readonly argument: number;
  readonly meddling: Meddling;
  readonly switchedOff: AbortController;
}

/** A switchboard with everything off. */
export function switchboard(): Switchboard {
  const switched = new Map<string, Active>();
  let active: readonly Meddling[] = [];
  const settle = () => {
    active = [...switched.values()].map(({ meddling }) => meddling);
  };

  function off(id: string) {
    const fault = switched.get(id);
    switched.delete(id);
    settle();
    fault?.switchedOff.abort();
  }

  return {
    active: () => active,
    states: () =>
      faults.map(({ id, about, argument }) => {
        const value = (argument && switched.get(id)?.argument) ?? null;
        return { id, about, argument, active: switched.has(id), value };
      }),
    on({ fault, argument }) {
      off(fault.id);
      const switchedOff = new AbortController();
      // Every request that is held up listens to it.
      setMaxListeners(0, switchedOff.signal);
      const meddling = fault.meddle(switchedOff.signal, argument);
      switched.set(fault.id, { argument, meddling, switchedOff });
      settle();
    },
    off,
    offAll() {
      for (const id of [...switched.keys()]) off(id);
    },
  };
}
