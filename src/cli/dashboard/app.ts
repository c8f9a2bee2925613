import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Documents } from '../../archive/archive.ts';
import { importPage, refusalPage, runPage } from '../../reporters/dashboard/actions.ts';
import { DEFAULT_LAST } from '../../reporters/dashboard/addresses.ts';
import type { Frame } from '../../reporters/dashboard/frame.ts';
import type { Page } from '../../reporters/html/page.ts';
import { drawn, HEADERS, INERT, sendPage, sendText } from './answers.ts';
import { askedIn, cycleIn } from './asked.ts';
import { compare, cycle, entryOf, window } from './cycle-pages.ts';
import type { CycleRunner } from './cycle-runner.ts';
import type { Door } from './door.ts';
import type { EventHub } from './event-hub.ts';
import { formOf, takeForms } from './forms.ts';
import { cycles, type Draw, frameOf, type Library, metric, overview, streaks } from './pages.ts';
import { Refusal } from './refusal.ts';
import type { Shelf, View } from './shelf.ts';
import { takeOver } from './take-over.ts';

/** What the dashboard is put together from. */
export interface Parts {
  readonly library: Library;
  readonly shelf: Shelf;
  readonly door: Door;
  readonly hub: EventHub;
  readonly runner: CycleRunner;
  /** Which reviews and which cycle pages are drawn from now. */
  readonly seen: () => string;
  readonly mask: (text: string) => string;
  /** What broke, for whoever runs it. */
  readonly say: (line: string) => void;
}

const PAGES: Readonly<Record<string, Draw>> = {
  '/': overview,
  '/metric': metric,
  '/cycles': cycles,
  '/streaks': streaks,
  '/compare': compare,
  '/window': window,
};

/** The documents of a review as they are kept: found among the entries, never made of what was asked. */
const FILES = {
  'review.json': { of: ({ json }: Documents) => json, type: 'application/json' },
  'review.md': { of: ({ markdown }: Documents) => markdown, type: 'text/plain' },
} as const;

/** Errors that who asks can mend, by name. */
const USAGE: Readonly<Record<string, number>> = { UsageError: 400, ArchiveError: 409, ConfigError: 400 };

interface Failure {
  readonly status: number;
  readonly why: string;
}

function failureOf(error: unknown): Failure {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (error instanceof Refusal) return { status: error.status, why: message };
  const known = USAGE[name];
  if (known !== undefined) return { status: known, why: message };
  const code =
    typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 500;
  return code < 500 ? { status: code, why: message } : { status: 500, why: '' };
}

/** The address by which a drawing is kept: a page is the same as long as this is. */
const keyOf = (seen: string, { url }: FastifyRequest): string => `${seen} ${url}`;

/** Answers to an address that cannot be read, for which no hook runs. */
const unreadable = (_error: unknown, _request: unknown, reply: FastifyReply): void =>
  void sendText(reply.headers(HEADERS).code(400), 'the address cannot be read\n', 'text/plain');

/** The server of the dashboard, not yet listening. */
export function dashboardApp(parts: Parts): FastifyInstance {
  const { library, shelf, door, hub, runner, seen, mask, say } = parts;
  const app = Fastify({
    forceCloseConnections: true,
    return503OnClosing: false,
    requestTimeout: 30_000,
    exposeHeadRoutes: false,
    frameworkErrors: unreadable,
  });
  takeForms(app);

  const framed = (request: FastifyRequest): Promise<Frame> =>
    shelf.look(async (view) => frameOf(view, askedIn(request.url), seen(), library));
  const sendView = (reply: FastifyReply, view: Page, status = 200): FastifyReply =>
    sendPage(reply, drawn(view, mask), status);
  const bare: Frame = {
    ...{ lang: library.lang, allowed: library.allowed, seen: '', targets: [] },
    scope: { target: null, last: DEFAULT_LAST },
  };

  app.addHook('onRequest', async ({ method, headers }, reply) => {
    reply.headers(HEADERS);
    if (!door.answersTo(headers.host))
      throw new Refusal(
        421,
        'this dashboard is for this machine and does not answer to that name; --allow-host gives it another',
      );
    if (!door.isWelcome(headers))
      throw new Refusal(
        403,
        'found a page of another site that loads from here, expected one of this dashboard',
      );
    if (method !== 'GET' && !door.isOwn(headers.origin, headers.host))
      throw new Refusal(403, 'found a page of another site, expected one of this dashboard');
  });
  app.setErrorHandler((error, _request, reply) => {
    const { status, why } = failureOf(error);
    if (status === 500) say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return sendView(reply, refusalPage(bare, status, why), status);
  });
  app.setNotFoundHandler((_request, reply) => sendView(reply, refusalPage(bare, 404, ''), 404));

  for (const [path, draw] of Object.entries(PAGES))
    app.get(path, async (request, reply) => {
      const now = seen();
      const asked = askedIn(request.url);
      const drawNow = async (view: View) => drawn(await draw(view, asked, now, library), mask);
      // The last day is another one tomorrow, whatever lands meanwhile.
      const isOfNow = asked.since !== undefined;
      return sendPage(
        reply,
        await (isOfNow ? shelf.look(drawNow) : shelf.once(keyOf(now, request), drawNow)),
      );
    });
  app.get<{ Params: { cycle: string } }>('/cycles/:cycle', async (request, reply) => {
    const now = seen();
    const asked = { cycle: request.params.cycle };
    const kept = await shelf.once(keyOf(now, request), async (view) =>
      drawn(await cycle(view, asked, now, library), mask),
    );
    return sendPage(reply, kept);
  });
  for (const [name, { of, type }] of Object.entries(FILES))
    app.get<{ Params: { cycle: string } }>(`/cycles/:cycle/${name}`, async ({ params }, reply) => {
      const entry = entryOf(await library.archive.entries(), cycleIn(params.cycle));
      const bytes = of(await library.archive.documents(entry).catch(() => ({ json: null, markdown: null })));
      if (bytes === null) throw new Refusal(404, `cycle ${entry.cycle} has no ${name} that can be read`);
      return sendText(reply, mask(new TextDecoder().decode(bytes)), type);
    });
  app.get('/events', (_request, reply) => {
    reply.hijack();
    reply.raw.setHeaders(new Map(Object.entries(HEADERS)));
    if (!hub.join(reply.raw)) reply.raw.writeHead(503, { 'content-security-policy': INERT }).end();
  });

  /** Before anything of a body is read: who may not have it done need not be listened to. */
  const where = (what: keyof Library['allowed']) => ({
    onRequest: async (): Promise<void> => {
      if (!library.allowed[what])
        throw new Refusal(403, `this dashboard was started without --allow-${what}`);
    },
  });
  /** The form of a request that has the token. */
  async function opened(request: FastifyRequest) {
    const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const form = await formOf(request);
    if (!door.opens(bearer ?? form.fields.token))
      throw new Refusal(
        401,
        'found no token, or another one, expected the one that "ralph dashboard" printed',
      );
    return form;
  }
  app.get('/run', async (request, reply) => sendView(reply, runPage(await framed(request), runner.cycle)));
  app.get('/import', async (request, reply) => sendView(reply, importPage(await framed(request), [])));
  app.post('/run', where('run'), async (request, reply) => {
    await opened(request);
    if (!runner.start())
      throw new Refusal(409, 'a cycle is running: it must end, or be stopped, before the next one starts');
    return reply.redirect('/run', 303);
  });
  app.post('/run/stop', where('run'), async (request, reply) => {
    await opened(request);
    if (!runner.stop()) throw new Refusal(409, 'no cycle is running');
    return reply.redirect('/run', 303);
  });
  app.post('/import', where('import'), async (request, reply) => {
    const form = await opened(request);
    const results = await takeOver(form, { archive: library.archive, secrets: library.secrets() });
    return sendView(reply, importPage(await framed(request), results));
  });
  return app;
}
