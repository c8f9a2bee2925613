import type { WebSocket } from 'ws';
import type { Works } from './fault.ts';
import { pause } from './pause.ts';

/** Frames in their order; what follows a sound leaves `ms` after it, as from a voice that takes its time. */
export function soundsApart(ms: number, off: AbortSignal): (honest: Works['send']) => Works['send'] {
  const lines = new WeakMap<WebSocket, Promise<void>>();
  return (honest) => (frame, socket) => {
    const before = lines.get(socket);
    if (!before && typeof frame === 'string') return honest(frame, socket);
    const sent = (before ?? Promise.resolve()).then(() => honest(frame, socket));
    lines.set(socket, typeof frame === 'string' ? sent : sent.then(() => pause(ms, off)));
  };
}
