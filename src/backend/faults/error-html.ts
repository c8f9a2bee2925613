import { STATUS_CODES } from 'node:http';
import { insteadOfErrors } from './edit-answer.ts';
import { defineFault } from './fault.ts';

export default defineFault({
  id: 'error-html',
  about: 'every error is a web server’s HTML page',
  argument: null,
  meddle: () => ({
    tell: insteadOfErrors((_, reply) => {
      const title = `${reply.statusCode} ${STATUS_CODES[reply.statusCode] ?? ''}`;
      reply.type('text/html; charset=utf-8');
      return `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
    }),
  }),
});
