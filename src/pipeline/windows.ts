import type { Pause } from '../domain/pace.ts';
import type { LoadWindow } from '../domain/probe.ts';

/** The parts of a probe's time in which it put its load on the stack: all but the pauses. */
export function workingWindows(
  { probe, startMs, endMs }: LoadWindow,
  pauses: readonly Pause[],
): LoadWindow[] {
  const windows: LoadWindow[] = [];
  let fromMs = startMs;
  for (const pause of pauses) {
    if (pause.toMs <= startMs || pause.fromMs >= endMs) continue;
    if (pause.fromMs > fromMs) windows.push({ probe, startMs: fromMs, endMs: pause.fromMs });
    fromMs = pause.toMs;
  }
  return fromMs < endMs || windows.length === 0 ? [...windows, { probe, startMs: fromMs, endMs }] : windows;
}

/** How much of the time since `sinceMs` was spent in pauses. */
export const pausedSince = (sinceMs: number, pauses: readonly Pause[]): number =>
  pauses.reduce((sum, { fromMs, toMs }) => (fromMs >= sinceMs ? sum + toMs - fromMs : sum), 0);
