import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { described } from './openapi.ts';

const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const text = { type: 'string' };

/** As FastAPI writes it: schemas by reference, optional texts as alternatives. */
const api = {
  openapi: '3.1.0',
  components: {
    schemas: {
      Asked: { properties: { prompt: text, user: { anyOf: [text, { type: 'null' }] } } },
      Answer: {
        properties: {
          took: { type: 'number' },
          reply: text,
          audio_base64: { anyOf: [text, { type: 'null' }] },
        },
      },
    },
  },
  paths: {
    '/healthz': { get: {} },
    '/v1/generate': {
      post: {
        requestBody: json({ $ref: '#/components/schemas/Asked' }),
        responses: { 200: json({ $ref: '#/components/schemas/Answer' }) },
      },
    },
    '/speak': {
      post: { parameters: [{ name: 'text', in: 'query' }], responses: { 200: json({}) } },
    },
    '/transcribe': {
      post: {
        requestBody: {
          content: {
            'multipart/form-data': {
              schema: { properties: { upload: { type: 'string', format: 'binary' } } },
            },
          },
        },
        responses: { 200: json({}) },
      },
    },
  },
};

describe('an OpenAPI document', () => {
  it('describes a stack that speaks no known API, and says what it had to guess', () => {
    expect(described(api)).toEqual({
      custom: {
        health: 'GET /healthz',
        chat: {
          ...{ request: 'POST /v1/generate', json: { prompt: '{{prompt}}' } },
          answer: { text: '/reply', audio: '/audio_base64' },
        },
        tts: { request: 'POST /speak', query: { text: '{{text}}' } },
        stt: { request: 'POST /transcribe', form: { upload: '{{audio}}' }, answer: '/text' },
      },
      guessed: ['stt.answer'],
    });
  });

  it('is none of a voice stack where nothing converses and nothing speaks', () => {
    const { '/healthz': health, '/transcribe': hear } = api.paths;
    expect(described({ ...api, paths: { '/healthz': health, '/transcribe': hear } })).toBeNull();
  });

  it('takes no path or name that would mean something in a template or a pointer', () => {
    const body = (name: string) => json({ properties: { [name]: text } });
    const at = (path: string, name: string) =>
      described({ paths: { [path]: { post: { requestBody: body(name) } } } });
    expect(at('/chat', 'message')).not.toBeNull();
    expect(at('/{{key}}/chat', 'message')).toBeNull();
    expect(at('/{tenant}/chat', 'message')).toBeNull();
    expect(at('/chat', '{{key}}')).toBeNull();
    expect(at('/chat', 'a\nb')).toBeNull();
  });

  it('ends where schemas refer to themselves, and never throws', () => {
    const loop = { $ref: '#/components/schemas/Loop' };
    const looping = {
      paths: { '/chat': { post: { requestBody: json(loop) } } },
      components: { schemas: { Loop: loop } },
    };
    expect(described(looping)).toBeNull();
    fc.assert(fc.property(fc.jsonValue(), (value) => void described(value)));
    fc.assert(
      fc.property(fc.jsonValue(), (value) => void described({ paths: { '/chat': { post: value } } })),
    );
  });
});
