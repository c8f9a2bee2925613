import { defineFault } from './fault.ts';

export default defineFault({
  id: 'retry-after-constant',
  about: 'a 429 says to come back in N s, whenever that would really be',
  argument: { unit: 's', default: 60, min: 0, max: 86_400 },
  meddle: (_, seconds) => ({
    tell: (honest) => (body, request, reply) => {
      const told = honest(body, request, reply);
      if (reply.statusCode === 429) reply.header('retry-after', seconds);
      return told;
    },
  }),
});
