import { clientGone } from '../http/client-gone.ts';
import { defineFault } from './fault.ts';
import { pause } from './pause.ts';

export default defineFault({
  id: 'hang',
  about: 'connections are taken, and nothing is answered',
  argument: null,
  meddle: (off) => ({
    request: (honest) => async (request, reply) => {
      await pause(null, off, clientGone(request));
      return honest(request, reply);
    },
    upgrade: (honest) => (request, stream, head) => {
      void pause(null, off, clientGone(request)).then(
        () => stream.destroyed || honest(request, stream, head),
      );
    },
  }),
});
