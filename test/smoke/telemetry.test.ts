import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startCollector, type WireSpan } from './collector.ts';
import { type Overheard, overhear } from './overheard.ts';
import { folder, ralph, served, start } from './ralph.ts';

const KEY = 'sk-Zq8vN3tLw0RbY7cKd2Xf';
const HEADER_KEY = 'hT5mPq0Zx9LrWv3bKs81';
const SPOKEN_MS = 120_000;

const [INTERNAL, SERVER, CLIENT] = [1, 2, 3];

let serving: Awaited<ReturnType<typeof served>>;
let stack: Awaited<ReturnType<typeof overhear>>;

beforeAll(async () => {
  serving = await served(['serve', '--rate-limit', '0', '--api-key-env', 'EVA_API_KEY'], {
    env: { EVA_API_KEY: KEY },
  });
  stack = await overhear(serving.url);
});

afterAll(async () => {
  await stack.close();
  await serving.stop();
});

async function collector(...given: Parameters<typeof startCollector>) {
  const started = await startCollector(...given);
  onTestFinished(started.close);
  return started;
}

interface Asking {
  readonly env?: Record<string, string>;
  readonly only: string;
  /** Further lines of the config. */
  readonly more?: string;
  readonly dialect?: string;
}

/** Observes the stack, and tells what the stack heard meanwhile. */
async function observed({ env = {}, only, more = '', dialect = 'eva' }: Asking) {
  const cwd = await folder();
  const base = dialect === 'openai' ? `${stack.url}/v1` : stack.url;
  const config = `target: { url: "${base}", dialect: ${dialect}, api_key_env: EVA_API_KEY }\nsamples: { idle: 0s }\n${more}`;
  await writeFile(join(cwd, 'ralph.config.yaml'), config);
  const before = stack.asked.length;
  const args = ['observe', '--only', only, '-n', '3', '-o', 'evidence.json'];
  const result = await ralph(args, { cwd, env: { EVA_API_KEY: KEY, ...env } });
  const evidence = JSON.parse(await readFile(join(cwd, 'evidence.json'), 'utf8'));
  return { result, evidence, asked: stack.asked.slice(before) };
}

const headerOf = ({ traceId, spanId }: WireSpan): string => `00-${traceId}-${spanId}-01`;

const byId = (spans: readonly WireSpan[]) => new Map(spans.map((span) => [span.spanId, span]));

const isRequest = ({ attributes }: WireSpan): boolean => attributes['http.request.method'] !== undefined;

/** The names of a span and of all that it is part of, from the root on. */
function pathOf(span: WireSpan, spans: ReadonlyMap<string, WireSpan>): string[] {
  const parent = spans.get(span.parentSpanId);
  return [...(parent ? pathOf(parent, spans) : []), span.name];
}

/** Every request that the stack heard of is the span whose name it heard, and there is no other. */
function expectSameTrace(spans: readonly WireSpan[], asked: readonly Overheard[]): void {
  const requests = new Map(spans.filter(isRequest).map((span) => [headerOf(span), span]));
  expect(asked.length).toBeGreaterThan(5);
  expect(asked.map(({ traceparent }) => traceparent).toSorted()).toEqual([...requests.keys()].toSorted());
  for (const { traceparent = '', line, atMs } of asked) {
    const span = requests.get(traceparent);
    expect(span?.name).toBe(line);
    // Both clocks are of this machine, and one of them is cut to whole ms.
    expect(atMs).toBeGreaterThanOrEqual(Number((span?.startNs ?? 0n) / 1_000_000n) - 2);
    expect(atMs).toBeLessThanOrEqual(Number((span?.endNs ?? 0n) / 1_000_000n) + 2);
  }
}

/** One trace with one root; each span ends after it begins, and lies within what it is part of. */
function expectWhole(spans: readonly WireSpan[], above = ''): void {
  const known = byId(spans);
  expect(known.size).toBe(spans.length);
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(
    spans.filter(({ parentSpanId }) => !known.has(parentSpanId)).map((span) => span.parentSpanId),
  ).toEqual([above]);
  for (const span of spans) {
    const parent = known.get(span.parentSpanId) ?? span;
    expect(span.endNs).toBeGreaterThanOrEqual(span.startNs);
    expect(span.startNs).toBeGreaterThanOrEqual(parent.startNs);
    // A connection may be closed after the sample that opened it.
    if (!span.name.startsWith('GET /ws/')) expect(span.endNs).toBeLessThanOrEqual(parent.endNs);
  }
}

describe('the trace of a cycle', () => {
  it(
    'is what the collector decodes: parents, times, names, attributes, and the identifiers that the stack heard',
    async () => {
      const otlp = await collector();
      const above = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
      const { result, evidence, asked } = await observed({
        only: 'backend,llm,tts,turn,websocket',
        env: {
          OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url,
          OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer%20${HEADER_KEY},x-tenant=night`,
          OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
          TRACEPARENT: `00-${above.traceId}-${above.spanId}-01`,
        },
      });
      expect(result).toMatchObject({ code: 0 });
      const spans = otlp.spans();
      expectWhole(spans, above.spanId);
      expectSameTrace(spans, asked);
      expect(spans[0]).toMatchObject({
        ...{ traceId: above.traceId, name: 'ralph observe', kind: INTERNAL, scope: 'ralph' },
        resource: { 'service.name': 'ralph', 'deployment.environment.name': 'test' },
      });
      expect(result.stderr).toContain(
        `trace ${above.traceId}: ${spans.length} spans handed to ${otlp.url}/v1/traces`,
      );

      const known = byId(spans);
      const probes = spans.filter(({ name }) => name.startsWith('probe '));
      expect(probes.map(({ name }) => name).toSorted()).toEqual(
        Object.keys(evidence.observations)
          .map((id) => `probe ${id}`)
          .toSorted(),
      );
      const chats = spans.filter((span) =>
        pathOf(span, known).join(' > ').startsWith('ralph observe > probe llm >'),
      );
      const ofSeries = pathOf(chats.find(isRequest) as WireSpan, known);
      expect(ofSeries).toEqual(['ralph observe', 'probe llm', 'cold sample', 'chat', 'POST /chat']);

      // The times of the trace are those of the evidence.
      const { cold, warm } = evidence.observations.llm.readings.unique;
      const inEvidence = [cold, ...warm].map(({ wallMs }) => Math.round(wallMs * 1000) / 1000);
      const samples = chats.filter(({ attributes }) =>
        /cold|^warm$/.test(String(attributes['ralph.sample.kind'])),
      );
      const inTrace = samples.map(({ attributes }) => attributes['ralph.wall_ms']);
      expect(inTrace).toEqual(expect.arrayContaining(inEvidence));
      for (const sample of samples)
        expect(Number(sample.endNs - sample.startNs) / 1e6).toBeGreaterThanOrEqual(
          Number(sample.attributes['ralph.wall_ms']) - 0.01,
        );

      const chat = chats.find(({ name }) => name === 'chat');
      expect(chat).toMatchObject({
        kind: CLIENT,
        status: { code: 0 },
        attributes: {
          'gen_ai.operation.name': 'chat',
          'gen_ai.provider.name': 'eva',
          'gen_ai.output.type': 'text',
          'gen_ai.response.model': 'scripted-persona',
          'server.address': '127.0.0.1',
          'server.port': Number(new URL(stack.url).port),
        },
      });
      expect(spans.some(({ name }) => name === 'GET /ws/chat')).toBe(true);

      const [first] = otlp.received;
      expect(first).toMatchObject({
        path: '/v1/traces',
        headers: {
          ...{ 'content-type': 'application/x-protobuf', authorization: `Bearer ${HEADER_KEY}` },
          'x-tenant': 'night',
        },
      });
      const wire = otlp.received.map(({ raw }) => raw.toString('latin1')).join();
      expect(wire).not.toContain(KEY);
      expect(wire).not.toContain(HEADER_KEY);
      const said = asked.flatMap(({ body }) => (body.startsWith('{') ? [JSON.parse(body)] : []));
      const texts = said.flatMap(({ message, text }) => message ?? text ?? []);
      expect(texts.length).toBeGreaterThan(5);
      for (const text of texts) expect(wire).not.toContain(text);
    },
    SPOKEN_MS,
  );

  it(
    'goes where the config says, as JSON where that is asked for, with tokens, and with words once they are wanted',
    async () => {
      const otlp = await collector();
      const { result, asked } = await observed({
        ...{ only: 'llm,llm_stream', dialect: 'openai' },
        more: `telemetry: { endpoint: "${otlp.url}", content: true }`,
        env: { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json', OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip' },
      });
      expect(result).toMatchObject({ code: 0 });
      const spans = otlp.spans();
      expectWhole(spans);
      expectSameTrace(spans, asked);
      expect(otlp.received[0]?.headers).toMatchObject({
        ...{ 'content-type': 'application/json', 'content-encoding': 'gzip' },
      });
      const chats = spans.filter(({ attributes }) => attributes['gen_ai.operation.name'] === 'chat');
      for (const { attributes, name } of chats) {
        expect(attributes).toMatchObject({
          'gen_ai.provider.name': 'openai',
          'gen_ai.request.model': expect.any(String),
          'gen_ai.usage.input_tokens': expect.any(Number),
          'gen_ai.usage.output_tokens': expect.any(Number),
          'gen_ai.response.finish_reasons': ['stop'],
        });
        expect(name).toMatch(/^chat/);
        const [said] = JSON.parse(String(attributes['gen_ai.input.messages']));
        const bodies = asked.map(({ body }) => body).join('\n');
        expect(bodies).toContain(JSON.stringify(said.parts[0].content).slice(1, -1));
      }
      const streamed = chats.filter(({ attributes }) => attributes['gen_ai.request.stream'] === true);
      expect(streamed.length).toBeGreaterThan(3);
      expect(chats.length).toBeGreaterThan(streamed.length);
    },
    SPOKEN_MS,
  );

  it('is not there where nobody asks for it, and the stack hears of none', async () => {
    const { result, asked } = await observed({ only: 'backend,llm' });
    expect(result).toMatchObject({ code: 0 });
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.map(({ traceparent }) => traceparent).filter(Boolean)).toEqual([]);
    expect(result.stderr).not.toContain('trace');
  });
});

describe('a collector that takes nothing', () => {
  const only = 'backend,llm';

  it('that is dead fails no run, and is said in one line', async () => {
    const closed = await startCollector();
    await closed.close();
    const { result, evidence } = await observed({ only, env: { OTEL_EXPORTER_OTLP_ENDPOINT: closed.url } });
    expect(result.code).toBe(0);
    const lines = result.stderr.split('\n').filter((line) => line.includes('trace'));
    expect(lines).toEqual([
      expect.stringMatching(/^trace [0-9a-f]{32}: could not be handed over \(.*: nobody listens there\)$/),
    ]);
    expect(evidence.observations.llm.kind).toBe('observed');
  });

  it('that hangs is waited for no longer than was said', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    onTestFinished(() => void silent.close());
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const { result } = await observed({
      only,
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, OTEL_EXPORTER_OTLP_TIMEOUT: '300' },
    });
    expect(result.code).toBe(0);
    expect(result.stderr).toContain('not taken within 300 ms');
  });

  it('that refuses is quoted with its status, even where nothing else is said', async () => {
    const otlp = await collector((response) => {
      response.statusCode = 401;
      response.end('no');
    });
    const cwd = await folder();
    const result = await ralph(
      ['observe', '-q', '--target', stack.url, '--only', 'backend', '-o', 'e.json'],
      {
        ...{ cwd, env: { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${otlp.url}/in` } },
      },
    );
    expect(result).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^trace [0-9a-f]{32}: could not be handed over \(.*\/in: HTTP 401\)\n$/),
    });
  });

  it('that no variable names rightly ends the run before it begins', async () => {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' };
    const result = await ralph(['observe', '--target', stack.url], { cwd: await folder(), env });
    expect(result).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('OTEL_EXPORTER_OTLP_PROTOCOL: expected http/protobuf or http/json'),
    });
  });
});

it('the reference stack tells its side of the same trace', async () => {
  const otlp = await collector();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url };
  const args = ['observe', '--reference', '--only', 'backend,llm,websocket', '-n', '2', '-o', 'e.json'];
  const { code } = await ralph(args, { cwd: await folder(), env });
  expect(code).toBe(0);
  const spans = otlp.spans();
  const of = (service: string) => spans.filter(({ resource }) => resource['service.name'] === service);
  const asked = of('ralph').filter(isRequest);
  const answered = of('ralph-stack');
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(answered.map(({ parentSpanId }) => parentSpanId).toSorted()).toEqual(
    asked.map(({ spanId }) => spanId).toSorted(),
  );
  const known = byId(asked);
  for (const { name, kind, parentSpanId, attributes } of answered) {
    expect([kind, name]).toEqual([SERVER, known.get(parentSpanId)?.name]);
    const status = 'http.response.status_code';
    if (!name.startsWith('GET /ws/'))
      expect(attributes[status]).toBe(known.get(parentSpanId)?.attributes[status]);
  }
});

it(
  'a review tells its verdict, and one that is interrupted what it had asked',
  async () => {
    const otlp = await collector();
    const cwd = await folder();
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url, EVA_API_KEY: KEY };
    const config = `target: { url: "${stack.url}", api_key_env: EVA_API_KEY }\nsamples: { idle: 0s }\n`;
    await writeFile(join(cwd, 'ralph.config.yaml'), config);
    const args = ['review', '--only', 'backend,llm,tts'];
    const whole = await ralph([...args, '-n', '2'], { cwd, env });
    const root = (name: string) => otlp.spans().findLast((span) => span.name === name);
    expect(root('ralph review')?.attributes).toMatchObject({
      'ralph.cycle': 1,
      'ralph.verdict': expect.any(String),
      'ralph.score_pct': expect.any(Number),
    });
    expect(whole.stdout).toContain('Ralph Moderator - cycle 1');

    const cut = start([...args, '-n', '500'], { cwd, env });
    await cut.saying('Backend');
    cut.child.kill('SIGINT');
    const { code } = await cut.ended;
    expect(code).toBe(130);
    expect(root('ralph review')?.status).toEqual({ code: 2, message: 'interrupted' });
    expect(otlp.spans().filter(({ name }) => name === 'probe backend')).toHaveLength(2);
  },
  SPOKEN_MS,
);
