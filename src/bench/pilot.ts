import { connect } from 'node:net';
import type { RecordableHistogram } from 'node:perf_hooks';
import { latencyHistogram } from '../statistics/histogram.ts';

const STAMP_BYTES = 8;
const READ_AT_ONCE = 1024;

/** A stamp on the wire: a time of the machine's monotonic clock, which is the same in all of its threads. */
export function stampOf(ns: bigint): Buffer {
  const stamp = Buffer.allocUnsafe(STAMP_BYTES);
  stamp.writeBigInt64LE(ns);
  return stamp;
}

/** What the stamps that were read came to: µs from when each was due to when it was read. */
export interface Followed {
  readonly histogram: RecordableHistogram;
  stop(): void;
}

/**
 * Reads the stamps of a pilot as any other socket of this thread is read, and among them: a stamp that is late by so
 * much says that every byte which came with it was stamped as late. Those that come before `fromMs` of
 * `performance.now()` do not count.
 */
export function follow(port: number, fromMs: number): Followed {
  const histogram = latencyHistogram();
  const stamp = Buffer.allocUnsafe(STAMP_BYTES);
  let held = 0;
  const buffer = Buffer.allocUnsafeSlow(READ_AT_ONCE * STAMP_BYTES);
  const callback = (bytes: number): boolean => {
    const atNs = process.hrtime.bigint();
    const counts = performance.now() >= fromMs;
    for (let at = 0; at < bytes; at++) {
      stamp[held++] = buffer[at] ?? 0;
      if (held < STAMP_BYTES) continue;
      held = 0;
      const lateUs = Number(atNs - stamp.readBigInt64LE()) / 1000;
      if (counts) histogram.record(Math.max(1, Math.round(lateUs)));
    }
    return true;
  };
  const socket = connect({ port, host: '127.0.0.1', onread: { buffer, callback } });
  // Then no delay was seen, and that is what is said.
  socket.on('error', () => {});
  return { histogram, stop: () => void socket.destroy() };
}
