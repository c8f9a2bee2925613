import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../http/app.ts';
import { controlPath } from './control-routes.ts';
import type { Body, Works } from './fault.ts';
import type { Through } from './through.ts';

const isControl = ({ routeOptions: { url } }: FastifyRequest): boolean =>
  url === controlPath || url === `${controlPath}/:id`;

const isWhole = (body: unknown): body is string | Buffer => typeof body === 'string' || Buffer.isBuffer(body);

/** Lets faults come before each request and after each answer, except for those that switch faults. */
export function meddleWithHttp(app: App, through: Through): void {
  const receive = through<Parameters<Works['request']>, Promise<unknown>>(
    (fault) => fault.request,
    async () => {},
  );
  const tell = through<[Body, FastifyRequest, FastifyReply], Body>(
    (fault) => fault.tell,
    (body) => body,
  );
  const pour = through<[Body], Body>(
    (fault) => fault.pour,
    (body) => body,
  );

  app.addHook('onRequest', async (request, reply) => {
    if (isControl(request)) return;
    await receive(request, reply);
    // A client that left while it was held up is owed no work.
    if (request.socket.destroyed && !reply.sent) reply.hijack();
  });
  app.addHook('onSend', async (request, reply, body: unknown) => {
    if (isControl(request) || !isWhole(body)) return body;
    const poured = pour(tell(body, request, reply));
    if (poured !== body) reply.removeHeader('content-length');
    return poured;
  });
}
