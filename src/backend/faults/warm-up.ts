import { clientGone } from '../http/client-gone.ts';
import { defineFault, milliseconds } from './fault.ts';
import { pause } from './pause.ts';

export default defineFault({
  id: 'warm-up',
  about: 'in the first N ms every request waits until they are over, because something still loads',
  argument: milliseconds(2_000, 120_000),
  meddle(off, ms) {
    const readyMs = performance.now() + ms;
    return {
      request: (honest) => async (request, reply) => {
        const leftMs = readyMs - performance.now();
        if (leftMs > 0) await pause(leftMs, off, clientGone(request));
        return honest(request, reply);
      },
    };
  },
});
