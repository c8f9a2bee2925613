import { defineFault } from './fault.ts';

export default defineFault({
  id: 'reset',
  about: 'every connection is reset as soon as something is asked on it',
  argument: null,
  meddle: () => ({
    request: () => async (request, reply) => {
      reply.hijack();
      request.socket.resetAndDestroy();
    },
    upgrade: () => (request) => void request.socket.resetAndDestroy(),
  }),
});
