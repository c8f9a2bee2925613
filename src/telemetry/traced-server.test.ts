import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import { expect, it } from 'vitest';
import { countingRecorder } from './recorder.fixture.ts';
import { traceServer } from './traced-server.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';
const KEPT = `00-${TRACE}-${SPAN}-01`;

/** A server that can be asked, and what became of it. */
function watched() {
  const server = new EventEmitter();
  const recorder = countingRecorder();
  const heard: string[] = [];
  traceServer(server as Server, recorder, {
    onBusy: () => void heard.push('busy'),
    onQuiet: () => void heard.push('quiet'),
  });
  const ask = (event: 'request' | 'upgrade', url: string, traceparent?: string, statusCode = 200) => {
    const answer = Object.assign(new EventEmitter(), { statusCode });
    server.emit(event, { method: 'POST', url, headers: { traceparent } }, answer);
    return () => void answer.emit('close');
  };
  return { recorder, heard, ask };
}

it('tells a request as part of the trace that it came with, without what it asks for', () => {
  const { recorder, ask } = watched();
  ask('request', '/voice?session_id=hunter2', KEPT, 503)();
  const [span] = recorder.take().spans;
  expect(span).toMatchObject({
    ...{ name: 'POST /voice', kind: 'server', traceId: TRACE, error: 'HTTP 503' },
    parent: { spanId: SPAN, remote: true },
    attributes: { 'url.path': '/voice', 'http.response.status_code': 503, 'error.type': '503' },
  });
  expect(JSON.stringify(span)).not.toContain('hunter2');
});

it.each([[undefined], [`00-${TRACE}-${SPAN}-00`], ['00-nonsense-01'], ['x'.repeat(5_000)]])(
  'tells nothing of a request whose trace nobody keeps: %s',
  (traceparent) => {
    const { recorder, heard, ask } = watched();
    ask('request', '/chat', traceparent)();
    expect([recorder.take('all').spans, heard]).toEqual([[], []]);
  },
);

it('is quiet when the last of them is over, sockets as well', () => {
  const { recorder, heard, ask } = watched();
  const [socket, request] = [ask('upgrade', '/ws/chat', KEPT), ask('request', '/chat', KEPT, 404)];
  request();
  expect(heard).toEqual(['busy']);
  socket();
  expect(heard).toEqual(['busy', 'quiet']);
  const [first, second] = recorder.take().spans;
  expect(first?.attributes).not.toHaveProperty('http.response.status_code');
  // Of a request that was wrong the server is not to blame.
  expect(second).not.toHaveProperty('error');
});
