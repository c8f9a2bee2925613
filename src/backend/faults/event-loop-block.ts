import { defineFault, milliseconds } from './fault.ts';

export default defineFault({
  id: 'event-loop-block',
  about: 'every request keeps the one thread busy for N ms, and so everybody waits',
  argument: milliseconds(200, 5_000),
  meddle: (_, ms) => ({
    request: (honest) => (request, reply) => {
      const endMs = performance.now() + ms;
      while (performance.now() < endMs);
      return honest(request, reply);
    },
  }),
});
