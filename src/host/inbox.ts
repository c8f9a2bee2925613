import type { Clock, SocketEvent } from '../domain/host.ts';

/** Frames that wait, in order, until somebody asks for them. */
export interface Inbox {
  /** Bytes that wait, each frame with what it costs to keep it. */
  readonly waitingBytes: number;
  /** A `closed` event is the last: it is given again to everybody who asks after it. */
  push(event: SocketEvent): void;
  /** Rejects everybody who asks, from now on. */
  fail(reason: unknown): void;
  next(timeoutMs: number): Promise<SocketEvent>;
}

/** So much a frame costs, however little it says: else a flood of empty ones would be free. */
const FRAME_BYTES = 256;

/** What it costs to keep an event. */
export function costOf(event: SocketEvent): number {
  if (event.kind === 'binary') return FRAME_BYTES + event.bytes.length;
  return event.kind === 'text' ? FRAME_BYTES + event.text.length : 0;
}

/** An empty inbox. */
export function createInbox(clock: Clock): Inbox {
  const waiting: SocketEvent[] = [];
  const asking: { give(event: SocketEvent): void; refuse(reason: unknown): void }[] = [];
  let waitingBytes = 0;
  let last: SocketEvent | undefined;
  let failed: { readonly reason: unknown } | undefined;

  const takeWaiting = (): SocketEvent | undefined => {
    const event = waiting.shift();
    if (event) waitingBytes -= costOf(event);
    return event ?? last;
  };

  const ask = (timeoutMs: number): Promise<SocketEvent> =>
    new Promise((resolve, reject) => {
      const startMs = clock.nowMs();
      const leave = (): void => {
        clearTimeout(timer);
        asking.splice(asking.indexOf(asked), 1);
      };
      const asked = {
        give: (event: SocketEvent): void => {
          leave();
          resolve(event);
        },
        refuse: (reason: unknown): void => {
          leave();
          reject(reason);
        },
      };
      const timer = setTimeout(
        () => asked.give({ kind: 'silence', afterMs: clock.nowMs() - startMs }),
        timeoutMs,
      );
      asking.push(asked);
    });

  return {
    get waitingBytes() {
      return waitingBytes;
    },
    push: (event) => {
      if (last) return;
      if (event.kind === 'closed') {
        last = event;
        for (const asked of [...asking]) asked.give(event);
      } else if (asking[0]) {
        asking[0].give(event);
      } else {
        waiting.push(event);
        waitingBytes += costOf(event);
      }
    },
    fail: (reason) => {
      failed = { reason };
      for (const asked of [...asking]) asked.refuse(reason);
    },
    next: async (timeoutMs) => {
      if (failed) throw failed.reason;
      return takeWaiting() ?? ask(timeoutMs);
    },
  };
}
