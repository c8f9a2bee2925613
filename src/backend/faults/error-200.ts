import { insteadOfErrors } from './edit-answer.ts';
import { defineFault } from './fault.ts';

export default defineFault({
  id: 'error-200',
  about: 'every error is a 200 with {"error":"…"}',
  argument: null,
  meddle: () => ({
    tell: insteadOfErrors((error, reply) => {
      reply.code(200);
      return JSON.stringify({ error });
    }),
  }),
});
