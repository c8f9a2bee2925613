import { describe, expect, it } from 'vitest';
import { voices } from '../protocol/voices.ts';
import type { Reply } from './ask.ts';
import { checks } from './checks.ts';
import { answer, noAnswer, onReply, outcomeOf, saying } from './scripted.fixture.ts';

const ids = voices.map(({ id }) => id);
const service = {
  service: 'EVA-VOICE',
  status: 'online',
  version: '1.0.0',
  features: { llm: 'a', stt: 'b', tts: 'c' },
  voices: ids,
};
const health = { status: 'healthy', groq: true, whisper: false, tts: true, database: true };
const state = { engine: 'x', state: 'ready', checked_age_s: 3 };
const services = { llm: state, stt: { ...state, checked_age_s: null }, tts: state, database: state };
const voice = (id: string, isDefault = false) => ({ id, name: id, default: isDefault });
const stats = { total_requests: 1, avg_latency_ms: null, requests_last_hour: 1, active_sessions: 0 };
const page = answer(200, '<!doctype html><p>It works', { 'content-type': 'text/html' });

const differing = (expected: string, found: string) => ({
  kind: 'differs',
  expected: expect.objectContaining({ en: expected }),
  found: expect.objectContaining({ en: found }),
});

it('has ids of its own for every check, and words in both languages', () => {
  expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  for (const { title } of checks) expect(title.en).not.toBe(title.fr);
});

it.each<[string, Reply]>([
  ['root.shape', answer(200, service)],
  ['root.shape', answer(200, { ...service, motto: 'more than the contract' })],
  ['root.voices', answer(200, service)],
  ['health.shape', answer(200, health)],
  ['health.shape', answer(503, { ...health, status: 'unhealthy' })],
  ['health.status', answer(503, { ...health, status: 'unhealthy' })],
  ['health.status', answer(200, { ...health, status: 'degraded' })],
  ['health.truth', answer(200, health)],
  ['health.truth', answer(200, { ...health, status: 'degraded', groq: false })],
  ['health.services', answer(200, { services })],
  ['health.live', answer(200, { status: 'alive' })],
  ['health.ready', answer(200, { status: 'ready' })],
  ['health.ready', answer(503, { detail: 'not answering: tts' })],
  ['voices.shape', answer(200, { voices: [voice('eva', true)] })],
  ['voices.default', answer(200, { voices: [voice('eva', true), voice('male')] })],
  ['voices.all', answer(200, { voices: ids.map((id) => voice(id)) })],
  ['stats.shape', answer(200, stats)],
  ['clear.shape', answer(200, { status: 'cleared', session_id: 'ralph-validate' })],
  ['clear.nameless', answer(422, { detail: 'session_id' })],
  ['stt.present', answer(503, { detail: 'no engine' })],
  ['voice.present', answer(415, { detail: 'multipart' })],
])('%s holds (%#)', async (id, reply) => {
  expect(await onReply(id, reply)).toEqual({ kind: 'holds' });
});

it.each<[string, Reply, string, string]>([
  [
    'root.shape',
    answer(200, { ...service, features: { llm: 7, stt: 'b', tts: 'c' } }),
    'features.llm: string',
    'features.llm: 7',
  ],
  ['root.shape', page, 'HTTP 200 with JSON', 'HTTP 200: an HTML page'],
  ['root.shape', answer(200, ''), 'HTTP 200 with JSON', 'HTTP 200: an empty body'],
  ['root.shape', answer(500, 'oops\u001b[31m\n no'), 'HTTP 200 with JSON', 'HTTP 500: oops no'],
  ['root.shape', answer(200, '{"service":'), 'HTTP 200 with JSON', 'HTTP 200: {"service":'],
  ['root.voices', answer(200, { voices: ids.slice(1) }), 'the ten voices of the contract', 'without eva'],
  ['health.shape', answer(200, { ...health, groq: 'yes' }), 'groq: boolean', 'groq: "yes"'],
  [
    'health.shape',
    answer(200, { ...health, status: undefined }),
    'status: healthy | degraded | unhealthy',
    'status: absent',
  ],
  [
    'health.status',
    answer(200, { ...health, status: 'unhealthy' }),
    'HTTP 503: unhealthy',
    'HTTP 200: unhealthy',
  ],
  ['health.status', answer(503, health), 'HTTP 200: healthy', 'HTTP 503: healthy'],
  [
    'health.truth',
    answer(200, { ...health, groq: false, tts: false }),
    'status: degraded | unhealthy',
    'status: healthy; groq: false; tts: false',
  ],
  ['health.services', answer(200, health), 'services: object', 'services: absent'],
  ['health.live', answer(200, { status: 'ok' }), 'status: alive | ready', 'status: "ok"'],
  [
    'health.ready',
    answer(503, { status: 'ready' }),
    '200: {"status":"ready"} | 503: {"detail":"…"}',
    '503: {"status":"ready"}',
  ],
  ['voices.default', answer(200, { voices: [voice('a', true), voice('b', true)] }), 'one default', '2: a, b'],
  ['voices.default', answer(200, { voices: [] }), 'one default', '0'],
  [
    'stats.shape',
    answer(200, { ...stats, avg_latency_ms: 'fast' }),
    'avg_latency_ms: number',
    'avg_latency_ms: "fast"',
  ],
  [
    'clear.shape',
    answer(200, { status: 'cleared', session_id: 'other' }),
    'session_id: ralph-validate',
    'session_id: other',
  ],
  ['stt.present', page, 'an answer of the route', 'HTTP 200: an HTML page'],
])('%s differs (%#)', async (id, reply, expected, found) => {
  expect(await onReply(id, reply)).toEqual(differing(expected, found));
});

describe('what becomes of a question that got no answer of its route', () => {
  it.each([404, 405])('%i: the route is missing', async (status) => {
    expect(await onReply('stats.shape', answer(status, { detail: 'no' }))).toEqual({ kind: 'missing' });
  });

  it('401: a key is wanted', async () => {
    const outcome = await onReply('stats.shape', answer(401, { detail: 'no' }));
    expect(outcome).toMatchObject({ kind: 'unasked', reason: { en: expect.stringContaining('API key') } });
  });

  it('nothing: that differs from an answer', async () => {
    expect(await onReply('stats.shape', noAnswer)).toMatchObject(
      differing('an answer', 'no answer (timeout): no whole answer within 5000 ms'),
    );
  });

  it('unasked stays unasked, with its reason', async () => {
    const unasked: Reply = { kind: 'unasked', reason: { en: 'why', fr: 'pourquoi' } };
    expect(await onReply('stats.shape', unasked)).toEqual(unasked);
  });
});

describe('errors', () => {
  const detail = { detail: 'no' };

  it.each([
    ['route', 404],
    ['method', 405],
    ['address', 400],
    ['key', 401],
    ['no-json', 422],
    ['no-object', 422],
    ['no-message', 422],
    ['type', 415],
    ['size', 413],
  ])('errors.%s holds at %i in the one shape, and in no other', async (name, status) => {
    expect(await onReply(`errors.${name}`, answer(status, detail))).toEqual({ kind: 'holds' });
    for (const body of [{ detail: [{ msg: 'no' }] }, { error: 'no' }, 'no']) {
      expect((await onReply(`errors.${name}`, answer(status, body))).kind).toBe('differs');
    }
    expect((await onReply(`errors.${name}`, answer(200, detail))).kind).toBe('differs');
  });

  it('asks with the wrong key where that is the question, and only there', async () => {
    const keyless: string[] = [];
    for (const { id } of checks) {
      const request = (question: { keyless?: true }) => {
        if (question.keyless) keyless.push(id);
        return answer(200, {});
      };
      await outcomeOf(id, saying({ request }));
    }
    expect(keyless).toEqual(['errors.key']);
  });
});
