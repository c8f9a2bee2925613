import type { IncomingMessage, Server } from 'node:http';
import type { OpenSpan, Recorder } from './recorder.ts';
import { contextIn } from './span.ts';

const PATH_CHARS = 200;

interface Watching {
  /** Nothing is under way any more. */
  onQuiet(): void;
  /** Something is. */
  onBusy(): void;
}

/** Whoever asks says whether the trace is kept: the last bit of its flags. */
const isKept = (traceparent: string): boolean => /-[0-9a-f][13579bdf](?:-|$)/.test(traceparent.slice(52, 56));

/** A span of a request that is part of somebody's trace; undefined for all others. */
function spanOf(
  { method = 'GET', url = '', headers }: IncomingMessage,
  recorder: Recorder,
): OpenSpan | undefined {
  const { traceparent } = headers;
  const parent = typeof traceparent === 'string' && isKept(traceparent) ? contextIn(traceparent) : undefined;
  if (!parent) return undefined;
  const [path = ''] = url.slice(0, PATH_CHARS).split('?');
  return recorder.begin(`${method} ${path}`, {
    ...{ kind: 'server', parent: { ...parent, remote: true } },
    attributes: { 'http.request.method': method, 'url.path': path },
  });
}

/** Tells of what a server is asked as part of a trace: each request to the end of its answer, each socket to its close. */
export function traceServer(server: Server, recorder: Recorder, { onQuiet, onBusy }: Watching): void {
  let underWay = 0;
  const watch = (
    request: IncomingMessage,
    over: (ended: () => void) => void,
    statusOf: () => number | undefined,
  ): void => {
    const span = spanOf(request, recorder);
    if (!span) return;
    if (underWay++ === 0) onBusy();
    over(() => {
      const status = statusOf();
      const failed = status !== undefined && status >= 500;
      span.end(failed ? `HTTP ${status}` : undefined);
      span.tell({
        'http.response.status_code': status,
        'error.type': failed ? String(status) : undefined,
      });
      if (--underWay === 0) onQuiet();
    });
  };
  server.prependListener('request', (request, response) =>
    watch(
      request,
      (ended) => response.once('close', ended),
      () => response.statusCode,
    ),
  );
  server.prependListener('upgrade', (request, stream) =>
    watch(
      request,
      (ended) => stream.once('close', ended),
      // What was written to the connection is not seen here.
      () => undefined,
    ),
  );
}
