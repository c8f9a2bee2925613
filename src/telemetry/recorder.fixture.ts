import { createRecorder, type Recorder } from './recorder.ts';
import type { Span } from './span.ts';

/** A clock that goes on by 1 ms whenever it is read, from the hour 1000. */
function countingClock() {
  let ms = 0;
  return { nowMs: () => ++ms, wallTime: () => new Date(1_000_000 + ms) };
}

/** A recorder whose identifiers count up. */
export function countingRecorder(most?: number): Recorder {
  let count = 0;
  return createRecorder({
    clock: countingClock(),
    ...(most !== undefined && { most }),
    random: (bytes) => (++count).toString(16).padStart(2 * bytes, '0'),
  });
}

/** A span by its name, and the one it is part of. */
export const byName = (spans: readonly Span[]) => (name: string) => {
  const span = spans.find((each) => each.name === name);
  if (!span) throw new Error(`no span is called ${name}: ${spans.map((each) => each.name).join(', ')}`);
  return { ...span, parentName: spans.find(({ spanId }) => spanId === span.parent?.spanId)?.name };
};
