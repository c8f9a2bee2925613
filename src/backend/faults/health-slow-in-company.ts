import { routes } from '../../protocol/routes.ts';
import { clientGone } from '../http/client-gone.ts';
import { defineFault, milliseconds } from './fault.ts';
import { pause } from './pause.ts';

export default defineFault({
  id: 'health-slow-in-company',
  about: 'health answers after N ms while somebody else is being answered, as stacks do under load',
  argument: milliseconds(1_500, 120_000),
  meddle(off, ms) {
    let atWork = 0;
    return {
      request: (honest) => async (request, reply) => {
        if (request.routeOptions.url?.startsWith(routes.health)) {
          if (atWork > 0) await pause(ms, off, clientGone(request));
        } else {
          atWork += 1;
          reply.raw.once('close', () => {
            atWork -= 1;
          });
        }
        return honest(request, reply);
      },
    };
  },
});
