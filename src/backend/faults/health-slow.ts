import { routes } from '../../protocol/routes.ts';
import { clientGone } from '../http/client-gone.ts';
import { defineFault, milliseconds } from './fault.ts';
import { pause } from './pause.ts';

export default defineFault({
  id: 'health-slow',
  about: 'health answers after N ms, while the rest is quick',
  argument: milliseconds(1_500, 120_000),
  meddle: (off, ms) => ({
    request: (honest) => async (request, reply) => {
      if (request.routeOptions.url?.startsWith(routes.health)) await pause(ms, off, clientGone(request));
      return honest(request, reply);
    },
  }),
});
