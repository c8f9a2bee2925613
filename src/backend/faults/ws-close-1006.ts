import { defineFault } from './fault.ts';

export default defineFault({
  id: 'ws-close-1006',
  about: 'WebSockets drop at the first frame, without a closing frame (1006)',
  argument: null,
  meddle: () => ({ take: () => (_, socket) => socket.terminate() }),
});
