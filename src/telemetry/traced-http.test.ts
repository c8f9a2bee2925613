import { expect, it } from 'vitest';
import type { HttpExchange, HttpRequest } from '../domain/host.ts';
import { byName, countingRecorder } from './recorder.fixture.ts';
import { tracedHttp } from './traced-http.ts';

const json = (body: unknown, status = 200): HttpExchange => ({
  ...{ kind: 'answered', status, headers: { 'content-type': 'application/json; charset=utf-8' } },
  ...{ body: new TextEncoder().encode(JSON.stringify(body)), firstByteMs: 1.00049, totalMs: 2 },
});

const request: HttpRequest = {
  ...{ method: 'POST', url: 'http://stack.lan/chat?key=hunter2&voice=eva', timeoutMs: 1, maxBytes: 1 },
};

/** A client that answers so, seen by what it was asked. */
function answering(answer: HttpExchange | Error) {
  const recorder = countingRecorder();
  const asked: HttpRequest[] = [];
  const http = tracedHttp(
    {
      exchange: async (given) => {
        asked.push(given);
        if (answer instanceof Error) throw answer;
        return answer;
      },
    },
    recorder,
  );
  return { recorder, asked, http };
}

it('tells a request by the names of the conventions, and keeps what is secret in its address', async () => {
  const { recorder, asked, http } = answering(json({}));
  const answer = await http.exchange({ ...request, headers: { 'x-api-key': 'hunter2' } });
  const [span] = recorder.take().spans;
  expect(span).toMatchObject({ name: 'POST /chat', kind: 'client' });
  expect(span?.attributes).toEqual({
    'http.request.method': 'POST',
    'server.address': 'stack.lan',
    'server.port': 80,
    'url.full': 'http://stack.lan/chat?key=REDACTED&voice=REDACTED',
    'http.response.status_code': 200,
    'ralph.first_byte_ms': 1,
    'ralph.total_ms': 2,
    'ralph.response.bytes': 2,
  });
  expect(JSON.stringify(span)).not.toContain('hunter2');
  expect(answer).toEqual(json({}));
  expect(asked[0]?.headers).toEqual({
    'x-api-key': 'hunter2',
    traceparent: `00-${span?.traceId}-${span?.spanId}-01`,
  });
});

it('leaves a traceparent that the config gives as it is', async () => {
  const { asked, http } = answering(json({}));
  await http.exchange({ ...request, headers: { traceparent: 'mine' } });
  expect(asked[0]?.headers).toEqual({ traceparent: 'mine' });
});

it.each([
  [json({}, 503), 'HTTP 503', { 'error.type': '503', 'http.response.status_code': 503 }],
  [
    { kind: 'failed', failure: 'timeout', message: 'hunter2', afterMs: 5 } as const,
    'timeout',
    { 'error.type': 'timeout', 'ralph.total_ms': 5 },
  ],
])('an answer that is none is an error: %#', async (answer, error, attributes) => {
  const { recorder, http } = answering(answer);
  await http.exchange(request);
  const [span] = recorder.take().spans;
  expect(span).toMatchObject({ error, attributes });
  expect(JSON.stringify(span)).not.toContain('hunter2');
});

it('hands on an interruption', async () => {
  const { recorder, http } = answering(new Error('stop'));
  await expect(http.exchange(request)).rejects.toThrow('stop');
  expect(recorder.take().spans).toMatchObject([{ error: 'interrupted' }]);
});

it('tells the question to a model what its answer says of tokens, later, and no other span', async () => {
  const usage = { prompt_tokens: 12, completion_tokens: 3 };
  const { recorder, http } = answering(json({ model: 'gemma', id: 'x-1', usage, said: 'a secret answer' }));
  const model = recorder.begin('chat', { isOfModel: true });
  await recorder.within(model, () =>
    http.exchange({ ...request, json: { model: 'gemma-3', max_tokens: 80, messages: ['a prompt'] } }),
  );
  await recorder.within(recorder.begin('other'), () => http.exchange({ ...request, url: 'http://a/b' }));
  model.end();
  const named = byName(recorder.take('all').spans);
  expect(named('chat').attributes).toEqual({
    'gen_ai.request.model': 'gemma-3',
    'gen_ai.request.max_tokens': 80,
    'gen_ai.response.model': 'gemma',
    'gen_ai.response.id': 'x-1',
    'gen_ai.usage.input_tokens': 12,
    'gen_ai.usage.output_tokens': 3,
  });
  expect(named('POST /chat').parentName).toBe('chat');
  expect(named('other').attributes).toEqual({});
});
