import type { WebSocket } from 'ws';

/** A connection, as far as it tells that its peer is still there. */
interface Pulse {
  readonly bytesRead: number;
}

/** Calls `beat` again and again until the function that it returns is called. */
export type Metronome = (beat: () => void) => () => void;

/** Watches sockets for peers that are gone without a word. */
export interface Heartbeat {
  watch(socket: WebSocket, connection: Pulse): void;
  stop(): void;
}

const everyMs = 30_000;

/** A beat every 30 s that does not keep the process alive. */
export const halfMinutes: Metronome = (beat) => {
  const timer = setInterval(beat, everyMs);
  timer.unref();
  return () => clearInterval(timer);
};

/**
 * Pings every socket at every beat, and ends those whose peer has sent nothing since the last one. Any byte counts: a
 * peer in the middle of a long frame cannot answer a ping. One timer serves all.
 */
export function heartbeat(metronome: Metronome = halfMinutes): Heartbeat {
  const watched = new Map<WebSocket, { readonly connection: Pulse; bytesRead: number | null }>();

  const stop = metronome(() => {
    for (const [socket, pulse] of watched) {
      const { bytesRead } = pulse.connection;
      if (bytesRead === pulse.bytesRead) socket.terminate();
      else if (socket.readyState === socket.OPEN) socket.ping();
      pulse.bytesRead = bytesRead;
    }
  });

  return {
    watch(socket, connection) {
      watched.set(socket, { connection, bytesRead: null });
      socket.once('close', () => watched.delete(socket));
    },
    stop,
  };
}
