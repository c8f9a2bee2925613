import { performance } from 'node:perf_hooks';

/** `performance.now()` counts from the start of its thread; this much more, and it is CLOCK_MONOTONIC, in ms. */
function offset() {
  const [before, ns, after] = [performance.now(), process.hrtime.bigint(), performance.now()];
  return { doubtMs: after - before, ms: Number(ns) / 1e6 - (before + after) / 2 };
}

/** What has to be added to times of this thread for them to be the machine's; known to within a µs. */
export const toMachineMs = Array.from({ length: 100 }, offset).reduce((best, one) =>
  one.doubtMs < best.doubtMs ? one : best,
).ms;
