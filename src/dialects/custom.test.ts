import { describe, expect, it } from 'vitest';
import { startStack } from '../../fixtures/stacks/stack.js';
import { createHost } from '../host/host.ts';
import { answered, asked, described, read } from './custom.fixture.ts';
import custom from './custom.ts';

const SIMPLE = `
health: GET /health
chat: { request: POST /ask, json: { q: "{{prompt}}" }, answer: /a }
`;

const turn = { text: 'Why?', session: 's 1', ...asked };
const recording = new Uint8Array([0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x57, 0x41, 0x56, 0x45]);

describe('a description', () => {
  it('has the parts that it describes, and no others', async () => {
    const { stack } = described(await read(SIMPLE));
    expect(Object.keys(stack).sort()).toEqual(['chat', 'health']);
  });

  it('is wanted', () => {
    const { http } = createHost().host;
    expect(() => custom.connect({ url: 'http://s', paths: {}, apiKey: null, http })).toThrow(
      'the dialect custom needs a description: target.custom',
    );
  });
});

describe('a request', () => {
  const service = `
headers: { Authorization: "Bearer {{key}}", x-model: "{{model}}" }
health: GET /health
chat:
  request: PUT /ask/{{session}}?speak={{audio_wanted}}
  query: { voice: "{{voice}}", "a b": "{{format}}", lang: "{{language}}" }
  headers: { x-model: own, X-Session: "{{session}}" }
  json: { q: "{{prompt}}", key: "none", most: "{{max_tokens}}" }
  answer: /a
stt:
  request: /stt
  form: { model: "{{model}}", wav: "{{audio}}", voice: "{{voice}}", most: "{{max_tokens}}" }
  answer: /text
`;
  const connecting = { apiKey: 'hunter2', voice: 'eva é\n', model: 'm', language: 'fr' } as const;

  it('is made of its templates; what there is no value for is left out', async () => {
    const { stack, requests } = described(await read(service), answered({}), connecting);
    await stack.chat?.(turn);
    expect(requests[0]).toMatchObject({
      method: 'PUT',
      url: 'http://s/ask/s%201?speak=false&voice=eva%20%C3%A9%0A&lang=fr',
      headers: { authorization: 'Bearer hunter2', 'x-model': 'own', 'x-session': 's 1' },
      json: { q: 'Why?', key: 'none' },
    });
    expect(requests[0]?.json).not.toHaveProperty('most');
  });

  it('holds the key in its headers, and none where there is none', async () => {
    const withKey = described(await read(service), answered({}), connecting);
    await withKey.stack.chat?.({ ...turn, text: '{{key}}', session: '{{key}}' });
    const [{ headers = {}, ...rest } = {}] = withKey.requests;
    expect(headers).toMatchObject({ authorization: 'Bearer hunter2' });
    expect(JSON.stringify(rest)).not.toContain('hunter2');
    const without = described(await read(service));
    await without.stack.health(asked);
    expect(without.requests[0]?.headers).toEqual({});
  });

  it('sends a recording as the file that its bytes say it is', async () => {
    const { stack, requests } = described(await read(service), answered({}), connecting);
    await stack.transcribe?.({ recording, ...asked });
    await stack.transcribe?.({ recording: new Uint8Array([1]), ...asked });
    expect(requests.map(({ form }) => form)).toMatchObject([
      {
        fields: { model: 'm', voice: 'eva é\n' },
        file: { name: 'wav', filename: 'recording.wav', type: 'audio/wav', bytes: recording },
      },
      { file: { name: 'wav', filename: 'recording', type: 'application/octet-stream' } },
    ]);
  });

  it('may carry a recording as base64', async () => {
    const service = await read('health: /h\nstt: { request: /s, json: ["{{audio}}"], answer: /t }');
    const { stack, requests } = described(service);
    await stack.transcribe?.({ recording, ...asked });
    expect(requests[0]?.json).toEqual([Buffer.from(recording).toString('base64')]);
  });
});

describe('an answer', () => {
  const chat = async (answer: string, body: unknown) =>
    described(
      await read(`health: /h\nchat: { request: /c, answer: ${answer} }`),
      answered(body),
    ).stack.chat?.(turn);

  it.each([
    ['in the first place that has it', '[/a/0, /b]', { a: [], b: 'two' }, 'two'],
    ['in a list', '/0/generated_text', [{ generated_text: 'one' }], 'one'],
    ['as JSON that is a text', '[/a, ""]', '"one"', undefined],
    ['as plain text', 'body', 'just words\n', 'just words\n'],
    ['as JSON or plain text', '[/a, body]', { a: 'json' }, 'json'],
    ['as something else', '[/a]', { a: 7 }, ''],
  ])('has its words %s', async (_, answer, body, text) => {
    const given = await chat(answer, body);
    expect(given?.kind === 'answered' ? given.value.text : undefined).toBe(text);
  });

  it('has its times in whatever unit, and its speech behind the address of its data', async () => {
    const about = '{ text: /t, latency: { at: /ns, unit: ns }, audio: [/no, /wav], model: header x-model }';
    const service = await read(`health: /h\nchat: { request: /c, answer: ${about} }`);
    const body = { t: 'x', ns: 1_500_000, wav: 'data:audio/wav;base64,AQID' };
    const { stack } = described(service, answered(body, { headers: { 'x-model': 'big' } }));
    expect(await stack.chat?.(turn)).toMatchObject({
      value: {
        reportedMs: 1.5,
        model: 'big',
        audio: Buffer.from([1, 2, 3]),
        audioChars: 26,
        fields: ['ns', 't', 'wav'],
      },
    });
  });

  it.each([
    ['a word', 'OK\n', { status: 'OK', services: {} }],
    ['nothing', '', { status: null, services: {} }],
    ['JSON', { status: 'up', a: true, b: 1 }, { status: 'up', services: { a: true } }],
    ['JSON without a status', { ready: false }, { status: null, services: { ready: false } }],
  ])('of a health route may be %s', async (_, body, value) => {
    expect(await described(await read('health: /h'), answered(body)).stack.health(asked)).toMatchObject({
      value,
    });
  });

  it('names services as they are told, and as many as evidence keeps', async () => {
    const health = await read(`
health:
  request: /h
  answer: { flags: { llm: /engines/0/up, tts: [/x, /tts] }, states: /engines_by_name }
identity: { request: /, answer: { features: { llm: /engines/0/name }, voices: /speakers } }
`);
    const long = 'x'.repeat(5000);
    const body = {
      engines: [{ up: false, name: long }],
      tts: true,
      engines_by_name: { stt: { state: 'loading' }, db: 'down', n: 1, [long]: 'x' },
      speakers: [...Array(500).fill(long), { id: 'b' }],
    };
    const { stack } = described(health, answered(body));
    const claim = await stack.health(asked);
    expect(claim).toMatchObject({
      value: { services: { llm: false, tts: true }, states: { stt: 'loading', db: 'down' } },
    });
    expect(JSON.stringify(claim).length).toBeLessThan(5_000);
    expect(JSON.stringify(await stack.identity?.(asked)).length).toBeLessThan(20_000);
  });

  it('is speech as bytes, or in base64 among words, with the label that is described', async () => {
    const speak = async (answer: string, body: unknown, headers = {}) =>
      described(
        await read(`health: /h\ntts: { request: /t, answer: ${answer} }`),
        answered(body, { headers }),
      ).stack.speak?.({ text: 'Hi.', ...asked });
    const bytes = new Uint8Array([1, 2, 3]);
    expect(await speak('body', bytes, { 'content-type': 'audio/mpeg' })).toMatchObject({
      value: { audio: bytes, label: 'audio/mpeg', engine: null },
    });
    expect(await speak('/data/0/b64', { data: [{ b64: 'AQID' }] })).toMatchObject({
      value: { audio: Buffer.from(bytes), label: null },
    });
    expect(await speak('[/audio, body]', bytes, { 'content-type': 'audio/wav' })).toMatchObject({
      value: { audio: bytes, label: 'audio/wav' },
    });
    const raw = await speak('{ sound: audio/pcm;rate=16000, engine: header x-e }', bytes, { 'x-e': 'piper' });
    expect(raw).toMatchObject({ value: { label: 'audio/pcm;rate=16000', engine: 'piper' } });
    expect(await speak('/audio', { text: 'no sound' })).toMatchObject({ value: { audio: new Uint8Array() } });
    expect(await speak('body', { error: 'no voice' }, { 'content-type': 'application/json' })).toMatchObject({
      failure: { kind: 'rejected', status: 200, detail: 'no voice' },
    });
  });
});

describe('an error', () => {
  const service = () =>
    read(`
errors:
  at: [/error, /fault/code]
  where: { /ok: false }
  statuses: [204]
  message: [/why, /fault/text]
  retry_after: /wait_s
health: /h
chat: { request: /c, answer: /a }
`);
  const failureOf = async (body: unknown, more = {}) => {
    const answer = await described(await service(), answered(body, more)).stack.chat?.(turn);
    return answer?.kind === 'failed' ? answer.failure : answer;
  };

  it.each([
    [
      'that stands somewhere',
      { fault: { code: 3, text: 'no model' } },
      {},
      { status: 200, detail: 'no model' },
    ],
    ['that a field tells', { ok: false, why: 'busy', wait_s: 2 }, {}, { detail: 'busy', retryAfterMs: 2000 }],
    ['that a status tells', '', { status: 204 }, { status: 204, detail: '' }],
    [
      'with its own words',
      { why: 'full' },
      { status: 503 },
      { status: 503, detail: 'full', retryAfterMs: null },
    ],
    ['in the usual words', { detail: [{ msg: 'bad' }] }, { status: 422 }, { detail: 'bad' }],
    ['that says how long', { why: 'x', wait_s: 3 }, { status: 429 }, { retryAfterMs: 3000 }],
    [
      'whose header knows better',
      { wait_s: 3 },
      { status: 429, headers: { 'retry-after': '9' } },
      { retryAfterMs: 9000 },
    ],
    ['that has no time to tell', { wait_s: -3 }, { status: 429 }, { retryAfterMs: null }],
    ['of a thousand words', { why: 'x'.repeat(9000) }, { status: 500 }, { detail: 'x'.repeat(200) }],
  ])('%s is a rejection', async (_, body, more, failure) => {
    expect(await failureOf(body, more)).toMatchObject({ kind: 'rejected', ...failure });
  });

  it.each([
    ['null', { error: null, a: 'x' }],
    ['false', { error: false, a: 'x' }],
    ['0', { fault: { code: 0 }, a: 'x' }],
    ['an empty text', { error: '', a: 'x' }],
  ])('that is %s is none', async (_, body) => {
    expect(await failureOf(body)).toMatchObject({ kind: 'answered', value: { text: 'x' } });
  });

  it('nested without end is a rejection with its text', async () => {
    const deep = `{"detail":{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`;
    expect(await failureOf(deep, { status: 500 })).toMatchObject({ kind: 'rejected', status: 500 });
    const { stack } = described(
      await read('health: /h'),
      answered(`{"error":${'['.repeat(50_000)}${']'.repeat(50_000)}}`),
    );
    expect(await stack.health(asked)).toMatchObject({ failure: { kind: 'rejected' } });
  });
});

describe('what hostile stacks say', () => {
  it.each([
    ['answers-html', { kind: 'malformed', found: 'an HTML page instead of an answer' }],
    ['answers-500-text', { kind: 'rejected', status: 500, detail: 'Internal Server Error' }],
    ['redirects-elsewhere', { kind: 'rejected', status: 307 }],
    ['endless-body', { kind: 'unreachable', how: 'oversized' }],
    ['truncated-json', { kind: 'unreachable', how: 'reset' }],
    ['refuses', { kind: 'unreachable', how: 'refused' }],
    ['malformed-http', { kind: 'unreachable', how: 'protocol' }],
  ])('%s', async (name, failure) => {
    const { host, close } = createHost();
    const { url, close: end } = await startStack(name);
    const { stack } = described(await read('health: GET /health'), undefined, { url, http: host.http });
    expect(await stack.health(asked)).toMatchObject({ kind: 'failed', failure });
    await Promise.all([end(), close()]);
  });

  it.each([
    ['HTML', '<!doctype html>', 'an HTML page instead of JSON'],
    ['JSON that breaks off', '{"a":', 'JSON that breaks off or does not parse'],
    ['a number', '7', 'JSON that is no object'],
    ['nothing', '', 'an empty body'],
  ])('%s where JSON is described', async (_, body, found) => {
    const { stack } = described(await read(SIMPLE), answered(body));
    expect(await stack.chat?.(turn)).toMatchObject({ failure: { kind: 'malformed', found } });
  });

  it('a prototype is nothing', async () => {
    const service = await read('health: { request: /h, answer: { status: /__proto__/a, flags: "" } }');
    const { stack } = described(service, answered('{"__proto__":{"a":"owned"},"constructor":true}'));
    expect(await stack.health(asked)).toMatchObject({ value: { services: { constructor: true } } });
    expect(JSON.stringify(await stack.health(asked))).not.toContain('"status":"owned"');
    expect({}).not.toHaveProperty('a');
  });
});
