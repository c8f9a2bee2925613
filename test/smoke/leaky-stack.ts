import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { listening } from './listening.ts';

/** So much stands before a secret that one bound or another of an excerpt falls into it. */
const PADDINGS = [0, 60, 80, 100, 110, 180, 190, 280, 380, 1_980, 3_990];

/** A stack, or a provider, that says secrets wherever it can: as names, in answers, in errors, in headers, in frames. */
export async function leakyStack(
  texts: readonly string[],
  { fails, onChat = () => {} }: { fails: boolean; onChat?: () => void },
) {
  let turn = 0;
  const next = (): string => texts[turn++ % texts.length] ?? '';
  const several = (count: number): string[] => Array.from({ length: count }, next);
  const padded = (): string =>
    `${'x '.repeat(PADDINGS[turn % PADDINGS.length] ?? 0).slice(0, PADDINGS[turn % PADDINGS.length])}${next()} ${several(3).join(' ')}`;
  const header = (): string => next().replace(/[^\x20-\x7e]/g, ' ');
  const error = (): string =>
    [
      () => JSON.stringify({ detail: padded() }),
      () =>
        `Traceback (most recent call last):\n  File "/srv/app.py", line 3, in chat\nValueError: ${padded()}`,
      () => JSON.stringify({ detail: [{ loc: ['body', next()], msg: padded(), type: next() }] }),
      () => JSON.stringify({ error: { message: padded(), type: next(), code: next() } }),
      padded,
    ][turn % 5]?.() ?? '';
  const routes: Record<string, () => object> = {
    '/': () => ({
      service: next(),
      status: 'online',
      version: next(),
      features: { llm: next(), tts: next() },
      voices: several(5),
    }),
    '/health': () => ({
      status: fails ? next() : 'healthy',
      groq: true,
      tts: true,
      database: true,
      detail: next(),
      [next()]: true,
      services: { llm: { status: next() } },
    }),
    '/voices': () => ({ voices: several(20).map((id) => ({ id, name: next() })) }),
    '/stats': () => ({ total_requests: 12, engine: next() }),
    '/v1/models': () => ({ object: 'list', data: several(20).map((id) => ({ id, object: 'model' })) }),
    '/openapi.json': () => ({ info: { title: next(), version: next() }, paths: { [`/${next()}`]: {} } }),
  };
  const server = createServer((request, response) => {
    request.resume();
    const path = new URL(request.url ?? '/', 'http://s').pathname;
    if (path.includes('chat')) onChat();
    const known = routes[path];
    const headers = { 'x-tts-engine': header(), server: header(), 'x-request-id': header() };
    if (known) {
      response.writeHead(200, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(known()));
    } else if (!fails && path === '/chat') {
      response.writeHead(200, { 'content-type': 'application/json', ...headers });
      response.end(
        JSON.stringify({
          response: padded(),
          session_id: next(),
          latency_ms: 21,
          model: next(),
          cached: false,
          audio_base64: null,
        }),
      );
    } else if (!fails && path.includes('stream')) {
      response.writeHead(200, { 'content-type': 'text/event-stream', ...headers });
      for (const text of several(12))
        response.write(`data: ${JSON.stringify({ token: text, type: 'token' })}\n\n`);
      response.end('data: [DONE]\n\n');
    } else {
      response.writeHead([500, 401, 503, 502, 400][turn % 5] ?? 500, {
        'content-type': 'application/json',
        ...headers,
      });
      response.end(error());
    }
  });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) =>
    socket.on('message', () => {
      const frames = fails
        ? [{ type: 'error', message: padded(), code: next() }]
        : [
            { type: 'pong' },
            { type: 'token', content: next() },
            { type: 'token', content: padded() },
            { type: next() },
            { type: 'end' },
          ];
      for (const frame of frames) socket.send(JSON.stringify(frame));
      if (fails)
        socket.close(
          1011,
          next()
            .replace(/[^\x20-\x7e]/g, ' ')
            .slice(0, 100),
        );
    }),
  );
  const { url, close } = await listening(server);
  onTestFinished(close);
  return url;
}
