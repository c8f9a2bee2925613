import type { FastifyReply, FastifyRequest } from 'fastify';
import { routes } from '../../protocol/routes.ts';
import type { App } from '../http/app.ts';
import { readTalkPage } from '../talk-page.ts';

/** What the page may do: run and fetch what this stack serves, and nothing else. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'cache-control': 'no-cache',
  'content-security-policy': policy,
  'permissions-policy': 'microphone=(self), camera=(), geolocation=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** `GET /talk`, the page to talk to the stack, and `GET /talk/<file>`, its style and scripts, from memory. */
export function talkRoute(app: App): void {
  let files: ReturnType<typeof readTalkPage> | null = null;

  function serve(name: string, request: FastifyRequest, reply: FastifyReply) {
    files ??= readTalkPage();
    const file = files.get(name);
    if (!file) return reply.callNotFound();
    reply.headers({ ...headers, etag: file.etag });
    if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
    return reply.type(file.type).send(file.body);
  }

  app.get(routes.talk, (request, reply) => serve('page.html', request, reply));
  app.get<{ Params: { file: string } }>(`${routes.talk}/:file`, (request, reply) =>
    serve(request.params.file, request, reply),
  );
}
