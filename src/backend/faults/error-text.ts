import { STATUS_CODES } from 'node:http';
import { insteadOfErrors } from './edit-answer.ts';
import { defineFault } from './fault.ts';

export default defineFault({
  id: 'error-text',
  about: 'every error is a plain "Internal Server Error" without a reason',
  argument: null,
  meddle: () => ({
    tell: insteadOfErrors((_, reply) => {
      reply.code(500).type('text/plain; charset=utf-8');
      return STATUS_CODES[500] ?? '';
    }),
  }),
});
