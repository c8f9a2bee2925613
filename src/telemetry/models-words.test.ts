import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { HttpRequest } from '../domain/host.ts';
import { modelsWords } from './models-words.ts';

const request: HttpRequest = { method: 'POST', url: 'http://a/', timeoutMs: 1, maxBytes: 1 };

const answered = (body: string, type = 'application/json') =>
  modelsWords(request, {
    ...{ kind: 'answered', status: 200, headers: { 'content-type': type } },
    ...{ body: new TextEncoder().encode(body), firstByteMs: 0, totalMs: 0 },
  })();

const known = (attributes: object) =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));

it('reads a stream: the usage where it stands last, the model where it stands first', () => {
  const events = [
    'data: {"id":"c-1","model":"gemma","choices":[{"delta":{"content":"Hello"}}],"usage":null}',
    'data: {"id":"c-1","model":"gemma","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":4}}',
    'data: [DONE]',
    '',
  ].join('\n\n');
  expect(known(answered(events, 'text/event-stream'))).toEqual({
    'gen_ai.response.model': 'gemma',
    'gen_ai.response.id': 'c-1',
    'gen_ai.usage.input_tokens': 9,
    'gen_ai.usage.output_tokens': 4,
  });
});

it.each([
  ['{"usage":{"prompt_tokens":-1,"completion_tokens":"4"},"model":7}', 'application/json'],
  ['{"usage":{"prompt_tokens":1.5}}', 'application/json'],
  ['{"usage":', 'application/json'],
  ['{"usage":{"prompt_tokens":9}}', 'audio/mpeg'],
  [`{"usage":{"prompt_tokens":9},"pad":"${'x'.repeat(64 * 1024)}"}`, 'application/json'],
  [`${'{"a":'.repeat(300)}1${'}'.repeat(300)}`, 'application/json'],
])('says nothing where nothing can be believed: %#', (body, type) => {
  expect(known(answered(body, type))).toEqual({});
});

it('bounds the name of a model', () => {
  const name = answered(JSON.stringify({ model: 'm'.repeat(5_000) }))['gen_ai.response.model'];
  expect(name).toHaveLength(200);
});

it('never throws, whatever comes', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), fc.jsonValue(), (body, json) => {
      const exchange = {
        kind: 'answered',
        status: 200,
        headers: { 'content-type': 'text/event-stream' },
      } as const;
      const bytes = new TextEncoder().encode(`data: ${body}\n${body}`);
      const words = modelsWords(
        { ...request, json },
        { ...exchange, body: bytes, firstByteMs: 0, totalMs: 0 },
      );
      expect(Object.keys(words()).every((key) => key.startsWith('gen_ai.'))).toBe(true);
    }),
  );
});
