import { routes } from '../../protocol/routes.ts';
import { refuse } from '../http/sockets.ts';
import { defineFault } from './fault.ts';

const detail = 'X-API-Key is missing or wrong';

export default defineFault({
  id: 'auth-required',
  about: 'everything but /health is 401, as of a stack whose key nobody gave',
  argument: null,
  meddle: () => ({
    request: (honest) => async (request, reply) =>
      request.routeOptions.url?.startsWith(routes.health)
        ? honest(request, reply)
        : reply.code(401).send({ detail }),
    upgrade: () => (_, stream) => refuse(stream, '401 Unauthorized', detail),
  }),
});
