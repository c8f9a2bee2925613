import { defineFault, milliseconds } from './fault.ts';
import { soundsApart } from './sounds-apart.ts';
import { typeOfSent } from './told-frames.ts';

export default defineFault({
  id: 'ws-deaf-to-interrupt',
  about: 'who interrupts on a WebSocket is not heard: the stack talks on, a sentence every N ms',
  argument: milliseconds(400, 60_000),
  meddle: (off, ms) => ({
    take: (honest) => (sent, socket) => {
      if (typeOfSent(sent) !== 'interrupt') honest(sent, socket);
    },
    send: soundsApart(ms, off),
  }),
});
