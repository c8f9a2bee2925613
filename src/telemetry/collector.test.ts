import { expect, it } from 'vitest';
import { type Collector, collectorIn, pairsIn } from './collector.ts';

const found = (env: Record<string, string>, endpoint?: string): Collector => {
  const collector = collectorIn(env, endpoint === undefined ? {} : { endpoint });
  if (collector === null || 'variable' in collector)
    throw new Error(`no collector: ${JSON.stringify(collector)}`);
  return collector;
};

it('is none where nobody names one, or somebody turns it off', () => {
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a:4318' };
  expect([
    collectorIn({}),
    collectorIn({ OTEL_EXPORTER_OTLP_ENDPOINT: ' ' }),
    collectorIn({ ...endpoint, OTEL_SDK_DISABLED: 'TRUE' }),
    collectorIn({ ...endpoint, OTEL_TRACES_EXPORTER: 'none' }, { endpoint: 'http://b:4318' }),
  ]).toEqual([null, null, null, null]);
});

it.each([
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a:4318' }, undefined, 'http://a:4318/v1/traces'],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a:4318/otlp/' }, undefined, 'http://a:4318/otlp/v1/traces'],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://a/x?tenant=1' }, undefined, 'https://a/x/v1/traces?tenant=1'],
  // Of the traces themselves: taken as it is.
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://a:4318/in' }, undefined, 'http://a:4318/in'],
  [
    { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://t', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a' },
    undefined,
    'http://t',
  ],
  [{}, 'http://c:4318', 'http://c:4318/v1/traces'],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a' }, 'http://c:4318', 'http://a/v1/traces'],
])('%j and %s in the config: %s', (env, endpoint, url) => {
  expect(found(env, endpoint).url).toBe(url);
});

it('takes what is of the traces before what is of all signals', () => {
  const collector = found({
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a',
    OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=a',
    OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'authorization=Bearer%20abc, x-tenant = b',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
    OTEL_EXPORTER_OTLP_TIMEOUT: '2500',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=night,service.name=other',
    OTEL_SERVICE_NAME: 'gate',
    OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'true',
  });
  expect(collector).toEqual({
    url: 'http://a/v1/traces',
    headers: { authorization: 'Bearer abc', 'x-tenant': 'b' },
    encoding: 'json',
    gzip: true,
    timeoutMs: 2_500,
    content: true,
    resource: { 'deployment.environment.name': 'night', 'service.name': 'gate' },
  });
});

it('has the config say whether what was said goes with it, and nobody else then', () => {
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a',
    OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'true',
  };
  expect(collectorIn(env, { content: false })).toMatchObject({ content: false });
  expect(found({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a' }).content).toBe(false);
});

it.each([
  ['0', 10_000],
  ['-5', 10_000],
  ['soon', 10_000],
  ['3600000', 60_000],
])('waits within bounds, whatever the timeout says: %s', (text, ms) => {
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_EXPORTER_OTLP_TIMEOUT: text };
  expect(found(env).timeoutMs).toBe(ms);
});

it.each([
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://me:hunter2@a'],
  ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'file:///etc/passwd'],
  ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc'],
  ['OTEL_EXPORTER_OTLP_HEADERS', 'authorization=a%0Ab'],
])('says which variable makes no sense, and does not repeat it: %s=%s', (variable, text) => {
  const wrong = collectorIn({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', [variable]: text });
  expect(wrong).toEqual({ variable, expected: expect.any(String) });
  expect(JSON.stringify(wrong)).not.toContain(text);
});

it('leaves out what is no pair, and keeps what is badly encoded as it is', () => {
  expect(pairsIn('a=1,,b,=c,d=%zz,e=x=y')).toEqual({ a: '1', d: '%zz', e: 'x=y' });
});
