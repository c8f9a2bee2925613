import { BadArgument, faultIds, readSetting, UnknownFault } from '../backend/faults/setting.ts';
import type { Terminal } from './terminal.ts';
import { UsageError, unknownWord } from './usage-error.ts';

/** Flags that make the reference stack fail on demand. */
export interface FaultFlags {
  readonly fault?: readonly string[];
  /** Faults can be switched on at run time. */
  readonly faults?: boolean;
}

/** The faults to begin with; undefined where none is wanted, now or later. Throws UsageError for what is no fault. */
export function faultsFrom({ fault, faults }: FaultFlags): readonly string[] | undefined {
  for (const wish of fault ?? []) check(wish);
  return fault ?? (faults ? [] : undefined);
}

function check(wish: string): void {
  try {
    readSetting(wish);
  } catch (error) {
    if (error instanceof UnknownFault) throw unknownWord('--fault', error.id, faultIds);
    if (error instanceof BadArgument) {
      throw new UsageError(`--fault ${wish}: found ${error.found}, expected ${error.expected}`);
    }
    throw error;
  }
}

/** Says on stderr that the stack is not to be taken for an honest one. */
export function warnOfFaults(faults: readonly string[], url: string, { stderr }: Terminal): void {
  const state =
    faults.length > 0 ? `this stack fails on purpose: ${faults.join(', ')}` : 'all faults are off';
  stderr.write(`ralph: ${state}; switch them at ${url}/faults, from this machine\n`);
}
