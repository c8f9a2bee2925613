import { expect, it } from 'vitest';
import type { SocketClient, SocketEvent, SocketOpening } from '../domain/host.ts';
import { countingRecorder } from './recorder.fixture.ts';
import { tracedSockets } from './traced-sockets.ts';

type Request = Parameters<SocketClient['open']>[0];

const request: Request = { url: 'wss://stack.lan/ws/chat?token=hunter2', timeoutMs: 1 };

/** Sockets that open so, and the requests they were opened by. */
function opening(outcome: SocketOpening) {
  const recorder = countingRecorder();
  const asked: Request[] = [];
  const open = async (given: Request) => {
    asked.push(given);
    return outcome;
  };
  return { recorder, asked, sockets: tracedSockets({ open }, recorder) };
}

/** An open socket with these frames in it. */
function opened(events: readonly SocketEvent[]): SocketOpening {
  const left = [...events];
  return {
    ...{ kind: 'open', connectMs: 3 },
    socket: {
      send: () => 7,
      next: async () => left.shift() ?? { kind: 'silence', afterMs: 1 },
      close: async () => {},
    },
  };
}

it('tells a connection from its upgrade to its end, with what went over it', async () => {
  const text = { kind: 'text', text: 'hunter2', atMs: 1 } as const;
  const { recorder, asked, sockets } = opening(opened([text, text]));
  const socket = await sockets.open({ ...request, headers: { 'x-api-key': 'k' } });
  if (socket.kind !== 'open') throw new Error('not open');
  expect(socket.socket.send('hunter2')).toBe(7);
  for (let each = 0; each < 3; each++) await socket.socket.next(1);
  expect(recorder.take().spans).toEqual([]);
  await socket.socket.close();
  const [span] = recorder.take().spans;
  expect(span).toMatchObject({ name: 'GET /ws/chat', kind: 'client' });
  expect(span?.attributes).toEqual({
    'http.request.method': 'GET',
    'server.address': 'stack.lan',
    'server.port': 443,
    'url.full': 'wss://stack.lan/ws/chat?token=REDACTED',
    'http.response.status_code': 101,
    'ralph.connect_ms': 3,
    'ralph.socket.sent_frames': 1,
    'ralph.socket.received_frames': 2,
  });
  expect(asked[0]?.headers).toEqual({
    'x-api-key': 'k',
    traceparent: `00-${span?.traceId}-${span?.spanId}-01`,
  });
});

it('ends when the server hangs up, and says how', async () => {
  const { recorder, sockets } = opening(opened([{ kind: 'closed', code: 1011, reason: '', atMs: 1 }]));
  const socket = await sockets.open(request);
  if (socket.kind === 'open') await socket.socket.next(1);
  expect(recorder.take().spans[0]?.attributes).toMatchObject({ 'ralph.socket.close_code': 1011 });
});

it('tells an upgrade that was refused', async () => {
  const refusal = { kind: 'failed', failure: 'rejected', status: 403, message: '', afterMs: 2 } as const;
  const { recorder, sockets } = opening(refusal);
  expect(await sockets.open(request)).toEqual(refusal);
  expect(recorder.take().spans).toMatchObject([
    { error: 'HTTP 403', attributes: { 'error.type': '403', 'http.response.status_code': 403 } },
  ]);
});
