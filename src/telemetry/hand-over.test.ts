import { expect, it } from 'vitest';
import type { Collector } from './collector.ts';
import { handOver } from './hand-over.ts';
import type { Span } from './span.ts';

const collector: Collector = {
  ...{ url: 'http://collector.lan/v1/traces', headers: { authorization: 'Bearer hunter2' } },
  ...{ encoding: 'json', gzip: false, timeoutMs: 5_000, content: false, resource: {} },
};

const span: Span = {
  ...{ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), name: 'one', kind: 'internal' },
  ...{
    startMs: 1_000_000.25,
    endMs: 1_000_001.5,
    attributes: { said: 'my hunter2', list: ['hunter2', 'x'] },
  },
};

const spans = (count: number): Span[] => Array.from({ length: count }, () => span);

const origin = {
  ...{ version: '0', resource: { 'service.name': 'ralph' } },
  mask: (text: string) => text.replaceAll('hunter2', '***'),
};

type Answer = Response | Error | 'hang';

/** Hands spans to a collector that answers so, one answer after the other, the last one for ever. */
async function handed(count: number, answers: readonly Answer[], given: Partial<Collector> = {}) {
  const stop = new AbortController();
  const sent: { url: string; init: RequestInit }[] = [];
  const slept: number[] = [];
  const until = (signal: AbortSignal | null | undefined) =>
    new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      stop.abort(new Error('time is up'));
    });
  const fetch = async (url: unknown, init: RequestInit = {}) => {
    const answer = answers[Math.min(sent.length, answers.length - 1)] ?? 'hang';
    sent.push({ url: String(url), init });
    if (answer === 'hang') return until(init.signal);
    if (answer instanceof Error) throw answer;
    return answer.clone();
  };
  const sleep = async (ms: number, signal: AbortSignal) => {
    slept.push(ms);
    if (slept.length > 3) await until(signal);
  };
  const means = { fetch: fetch as typeof globalThis.fetch, sleep, signal: stop.signal };
  const outcome = await handOver(spans(count), { ...collector, ...given }, origin, means);
  return { outcome, sent, slept };
}

const ok = (body = '{}') => new Response(body, { status: 200 });

it('sends so many at a time, with the headers it was given, and no secret', async () => {
  const { outcome, sent } = await handed(1_030, [ok()]);
  expect(outcome).toEqual({ sent: 1_030 });
  const bodies = sent.map(({ init }) => Buffer.from(init.body as Uint8Array).toString());
  const counts = bodies.map((body) => JSON.parse(body).resourceSpans[0].scopeSpans[0].spans.length);
  expect(counts).toEqual([512, 512, 6]);
  expect(sent[0]).toMatchObject({
    url: 'http://collector.lan/v1/traces',
    init: {
      method: 'POST',
      redirect: 'manual',
      headers: { authorization: 'Bearer hunter2', 'content-type': 'application/json' },
    },
  });
  expect(bodies.join()).not.toContain('hunter2');
  expect(bodies[0]).toContain('my ***');
});

it('keeps a moment to the µs', async () => {
  const { sent } = await handed(1, [ok()]);
  const body = JSON.parse(Buffer.from(sent[0]?.init.body as Uint8Array).toString());
  expect(body.resourceSpans[0].scopeSpans[0].spans[0]).toMatchObject({
    startTimeUnixNano: '1000000250000',
    endTimeUnixNano: '1000001500000',
  });
});

const refused = Object.assign(new TypeError('fetch failed'), {
  cause: Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' }),
});

it.each([
  ['is not there', [refused], { sent: 0, lack: 'nobody listens there' }, 1],
  ['hangs', ['hang'], { sent: 0, lack: 'not taken within 5000 ms' }, 1],
  ['does not let it in', [new Response('', { status: 401 })], { sent: 0, lack: 'HTTP 401' }, 1],
  [
    'sends elsewhere',
    [new Response(null, { status: 302, headers: { location: 'http://evil.lan' } })],
    { sent: 0, lack: 'HTTP 302' },
    1,
  ],
  [
    'answers without end',
    [ok('x'.repeat(70_000))],
    { sent: 0, lack: 'found an answer of more than 65536 bytes' },
    1,
  ],
  [
    'takes some of them',
    [ok('{"partialSuccess":{"rejectedSpans":"2","errorMessage":"too\\nold"}}')],
    { sent: 510, lack: '2 refused: too old' },
    1,
  ],
  ['answers with anything', [ok('<html>')], { sent: 600 }, 2],
  ['breaks off after the first of them', [ok(), refused], { sent: 512, lack: 'nobody listens there' }, 2],
] as const)('tells in a word that a collector %s', async (_, answers, outcome, requests) => {
  const handing = await handed(600, answers);
  expect(handing.outcome).toEqual(outcome);
  expect(handing.sent).toHaveLength(requests);
});

it('asks one that is busy again, when it says, and not for ever', async () => {
  const busy = new Response('', { status: 503, headers: { 'retry-after': '2' } });
  const again = await handed(1, [busy, new Response('', { status: 429 }), ok()]);
  expect([again.outcome, again.slept]).toEqual([{ sent: 1 }, [2_000, 1_000]]);
  const never = await handed(1, [busy]);
  expect(never.outcome).toEqual({ sent: 0, lack: 'not taken within 5000 ms' });
});
