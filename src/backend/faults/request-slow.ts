import { clientGone } from '../http/client-gone.ts';
import { defineFault, milliseconds } from './fault.ts';
import { pause } from './pause.ts';

export default defineFault({
  id: 'request-slow',
  about: 'every request waits N ms before any work, and nobody waits for another',
  argument: milliseconds(200, 5_000),
  meddle: (off, ms) => ({
    request: (honest) => async (request, reply) => {
      await pause(ms, off, clientGone(request));
      return honest(request, reply);
    },
  }),
});
