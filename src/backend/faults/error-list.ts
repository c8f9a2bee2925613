import { insteadOfErrors } from './edit-answer.ts';
import { defineFault } from './fault.ts';

export default defineFault({
  id: 'error-list',
  about: 'every error is a list of what is wrong where, as web frameworks answer what does not validate',
  argument: null,
  meddle: () => ({
    tell: insteadOfErrors((msg) => JSON.stringify({ detail: [{ loc: ['body'], msg, type: 'value_error' }] })),
  }),
});
