import { connect } from 'node:net';
import { deadlineMs } from './fuzzed-stack.ts';

/** After so long a silence the stack is taken to wait for more, and is told that there is none. */
const silenceMs = 40;

/** What came back, and how the exchange ended. */
export interface Exchange {
  readonly bytes: Buffer;
  readonly hung: boolean;
}

/** What to do when something came: more to send, or null when nothing is. `ended` ends what this side says. */
type Next = (received: Buffer) => Buffer | 'end' | null;

/**
 * Sends bytes over a connection of its own and collects what comes until the stack closes it. When it falls silent this
 * side says that it is done.
 */
export function exchange(port: number, bytes: Uint8Array, next: Next = () => null): Promise<Exchange> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const deadline = setTimeout(() => finish(true), deadlineMs);
    let silence: NodeJS.Timeout | undefined;
    const listenOn = () => {
      clearTimeout(silence);
      silence = setTimeout(() => socket.end(), silenceMs);
    };
    function finish(hung: boolean) {
      clearTimeout(deadline);
      clearTimeout(silence);
      socket.destroy();
      resolve({ bytes: received, hung });
    }
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const more = next(received);
      if (more === 'end') socket.end();
      else if (more !== null) socket.write(more);
      listenOn();
    });
    // A reset is an answer too: the stack closed before it had read all.
    socket.on('error', () => finish(false));
    socket.on('end', () => finish(false));
    socket.on('close', () => finish(false));
    socket.write(bytes);
    listenOn();
  });
}
