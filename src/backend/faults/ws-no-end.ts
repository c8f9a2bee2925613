import { defineFault } from './fault.ts';
import { typeOf } from './told-frames.ts';

const endings: readonly unknown[] = ['end', 'audio_end'];

export default defineFault({
  id: 'ws-no-end',
  about: 'the frame that ends a turn on a WebSocket never comes',
  argument: null,
  meddle: () => ({
    send: (honest) => (frame, socket) => {
      if (!endings.includes(typeOf(frame))) honest(frame, socket);
    },
  }),
});
