import type { ServerResponse } from 'node:http';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import Fastify from 'fastify';
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { limits } from '../../protocol/limits.ts';
import { answerFailure } from '../failures.ts';

/** The HTTP side of the stack, its bodies and answers checked by zod. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

const requestTimeoutMs = 30_000;

/** What is wrong with a request that never became one, by the code of Node's error. */
const unreadable: Readonly<Record<string, readonly [status: string, detail: string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'the headers are too large'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'the request took too long to arrive'],
};

/** An app without routes that answers every error, its own and its framework's, in the one shape. */
export function createApp(log: (line: string) => void): App {
  const app = Fastify({
    bodyLimit: limits.bodyBytes,
    requestTimeout: requestTimeoutMs,
    forceCloseConnections: true,
    return503OnClosing: false,
    // Node itself would refuse without a body.
    http: { requireHostHeader: false },
    frameworkErrors: answerFailure(log),
    clientErrorHandler: (error, socket) => {
      const [status, detail] = unreadable[error.code] ?? ['400 Bad Request', 'this is not HTTP'];
      if (socket.writable) socket.write(rawAnswer(status, detail));
      socket.destroySoon();
    },
  }).withTypeProvider<ZodTypeProvider>();
  // One more is closed as soon as it is opened.
  app.server.maxConnections = limits.connections;
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(validatorCompiler);
  // The type checker holds answers to their schemas, and the contract tests do: checking each one again would be slow.
  app.setSerializerCompiler(() => JSON.stringify);
  app.setErrorHandler(answerFailure(log));
  app.addHook('onRequest', (request, reply, done) => {
    if (request.headers.host !== undefined || request.raw.httpVersion === '1.0') return done();
    reply.code(400).send({ detail: 'Host is missing' });
  });
  app.server.on('checkExpectation', (_, response: ServerResponse) => {
    response.statusCode = 417;
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(JSON.stringify({ detail: 'the only expectation known here is 100-continue' }));
  });
  app.setNotFoundHandler((_, reply) => reply.code(404).send({ detail: 'no such route' }));
  return app;
}

/** An error answer as bytes, for a connection that the framework does not answer on. `status` is like "400 Bad Request". */
export function rawAnswer(status: string, detail: string): string {
  const body = JSON.stringify({ detail });
  return [
    `HTTP/1.1 ${status}`,
    'connection: close',
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}
