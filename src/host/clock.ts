import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../domain/host.ts';

/** The real time of this process; a run that is resumed goes on at `aheadMs`, later than any time it has noted. */
export const createClock = (aheadMs = 0): Clock => ({
  nowMs: () => aheadMs + performance.now(),
  wallTime: () => new Date(),
  sleep: async (ms, signal) => {
    try {
      await delay(ms, undefined, signal ? { signal } : {});
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
});
