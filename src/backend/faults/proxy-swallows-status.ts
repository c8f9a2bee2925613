import { defineFault } from './fault.ts';

export default defineFault({
  id: 'proxy-swallows-status',
  about: 'a front-end proxy hands every answer on as a 200, errors and their bodies too',
  argument: null,
  meddle: () => ({
    tell: (honest) => (body, request, reply) => {
      const told = honest(body, request, reply);
      if (reply.statusCode >= 400) reply.code(200).removeHeader('retry-after');
      return told;
    },
  }),
});
