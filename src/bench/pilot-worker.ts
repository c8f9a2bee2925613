// The program of the thread that shows how late another one reads: it sends stamps to whoever connects first.
import { createServer, type Socket } from 'node:net';
import { parentPort } from 'node:worker_threads';
import { stampOf } from './pilot.ts';

/** The longest wait from one stamp to the next; no rhythm, so that none of the load's can hide between them. */
const MOST_APART_NS = 10_000_000;

/**
 * Sends stamps when they are due, which is what is written on them: where the load leaves this thread no processor,
 * a byte from elsewhere would have had to wait as long. Timers count whole ms, so it sleeps by itself.
 */
function send(socket: Socket): void {
  const sleeping = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  let dueNs = process.hrtime.bigint();
  const turn = (): void => {
    if (socket.destroyed) return;
    Atomics.wait(sleeping, 0, 0, Math.max(0, Number(dueNs - process.hrtime.bigint()) / 1e6));
    while (dueNs <= process.hrtime.bigint()) {
      socket.write(stampOf(dueNs));
      dueNs += BigInt(Math.ceil(MOST_APART_NS * Math.random()));
    }
    setImmediate(turn);
  };
  turn();
}

const server = createServer({ noDelay: true }, (socket) => {
  server.close();
  socket.on('error', () => {});
  send(socket);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  parentPort?.postMessage(typeof address === 'object' ? address?.port : 0);
});
