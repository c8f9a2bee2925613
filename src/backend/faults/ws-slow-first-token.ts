import type { WebSocket } from 'ws';
import { defineFault, milliseconds } from './fault.ts';
import { pause } from './pause.ts';
import { typeOf } from './told-frames.ts';

/** Frames after which a turn is over. */
const endings: ReadonlySet<unknown> = new Set(['end', 'audio_end', 'interrupted', 'error']);

export default defineFault({
  id: 'ws-slow-first-token',
  about: 'the first word of each turn on a WebSocket, and so all that follows it, comes N ms late',
  argument: milliseconds(2_000, 120_000),
  meddle(off, ms) {
    /** Sockets in the middle of a turn, and when the last frame of it so far has left. */
    const turns = new WeakMap<WebSocket, Promise<void>>();
    return {
      send: (honest) => (frame, socket) => {
        const before = turns.get(socket);
        if (!before && typeOf(frame) !== 'token') return honest(frame, socket);
        const sent = (before ?? pause(ms, off)).then(() => honest(frame, socket));
        if (endings.has(typeOf(frame))) turns.delete(socket);
        else turns.set(socket, sent);
      },
    };
  },
});
