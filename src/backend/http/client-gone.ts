import type { Socket } from 'node:net';

const ofConnection = new WeakMap<Socket, AbortSignal>();

/**
 * A signal that aborts when the client hangs up. It belongs to the connection, not to the request: a controller for
 * each request would cost more than answering it.
 */
export function clientGone({ socket }: { readonly socket: Socket }): AbortSignal {
  const known = ofConnection.get(socket);
  if (known) return known;
  const gone = new AbortController();
  socket.once('close', () => gone.abort());
  if (socket.destroyed) gone.abort();
  ofConnection.set(socket, gone.signal);
  return gone.signal;
}
