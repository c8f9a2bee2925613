import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../domain/host.ts';

/** The real time of this process. */
export const createClock = (): Clock => ({
  nowMs: () => performance.now(),
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
