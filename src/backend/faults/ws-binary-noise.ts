import { randomBytes } from 'node:crypto';
import { defineFault } from './fault.ts';

const noiseBytes = 32;

export default defineFault({
  id: 'ws-binary-noise',
  about: 'a binary frame that means nothing comes before each frame of a WebSocket',
  argument: null,
  meddle: () => ({
    send: (honest) => (frame, socket) => {
      honest(randomBytes(noiseBytes), socket);
      honest(frame, socket);
    },
  }),
});
