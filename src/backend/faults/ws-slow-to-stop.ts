import type { WebSocket } from 'ws';
import { defineFault, milliseconds } from './fault.ts';
import { pause } from './pause.ts';
import { soundsApart } from './sounds-apart.ts';
import { typeOf, typeOfSent } from './told-frames.ts';

const sentenceMs = 200;
const endings: readonly unknown[] = ['audio_end', 'interrupted'];

export default defineFault({
  id: 'ws-slow-to-stop',
  about: 'who interrupts on a WebSocket is heeded N ms later',
  argument: milliseconds(700, 60_000),
  meddle(off, ms) {
    const apart = soundsApart(sentenceMs, off);
    /** Sockets on which somebody has interrupted, and was not yet told that he was heard. */
    const interrupted = new WeakSet<WebSocket>();
    return {
      take: (honest) => (sent, socket) => {
        if (typeOfSent(sent) !== 'interrupt') return honest(sent, socket);
        interrupted.add(socket);
        void pause(ms, off).then(() => {
          interrupted.delete(socket);
          honest(sent, socket);
        });
      },
      // A turn that would end meanwhile ends as one that was interrupted.
      send: (honest) =>
        apart((frame, socket) => {
          if (!interrupted.has(socket) || !endings.includes(typeOf(frame))) honest(frame, socket);
        }),
    };
  },
});
