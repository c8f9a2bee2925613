import { describe, expect, it, test } from 'vitest';
import { load, refusal } from './config.fixture.ts';
import { secretsOf } from './secrets-of.ts';

const STACK = `
target:
  dialect: openai
  services:
    tts: { url: http://localhost:8880/, voice: af_heart, format: wav, api_key_env: TTS_KEY }
    llm:
      url: https://llm.example/v1
      api_key_env: LLM_KEY
      model: small
      max_tokens: 80
    stt: { url: tcp://localhost:10300, dialect: wyoming }
    socket: { url: http://localhost:8000, dialect: eva, paths: { socket: /ws } }
`;
const KEYS = { LLM_KEY: 'sk-of-the-model', TTS_KEY: 'sk-of-the-voice' };

describe('a stack of several servers', () => {
  it('has the address and the dialect of the first of them, and requires what they are for', async () => {
    const { target } = await load(STACK, KEYS);
    expect(target).toMatchObject({
      name: 'llm.example',
      url: 'https://llm.example/v1',
      dialect: 'openai',
      requires: ['llm', 'tts', 'stt'],
    });
    expect(target.options).toBeUndefined();
    expect(target.services).toEqual({
      llm: { url: 'https://llm.example/v1', dialect: 'openai', paths: {}, model: 'small', maxTokens: 80 },
      tts: { url: 'http://localhost:8880', dialect: 'openai', paths: {}, voice: 'af_heart', format: 'wav' },
      stt: { url: 'tcp://localhost:10300', dialect: 'wyoming', paths: {} },
      socket: { url: 'http://localhost:8000', dialect: 'eva', paths: { socket: '/ws' } },
    });
  });

  it('has a key for each that names one, none of them in the target, and all of them to be kept out', async () => {
    const config = await load(STACK, KEYS);
    expect(config.serviceKeys).toEqual({ llm: 'sk-of-the-model', tts: 'sk-of-the-voice' });
    expect(JSON.stringify(config.target)).not.toContain('sk-');
    expect(secretsOf(config)).toEqual(['sk-of-the-model', 'sk-of-the-voice']);
    expect(secretsOf({ target: config.target, apiKey: 'hunter2', archive: '/reviews' })).toEqual(['hunter2']);
  });

  it('requires what is said where it is said, and of a socket alone nothing', async () => {
    const only = await load('target: { services: { socket: { url: http://s } } }\n');
    expect(only.target).toMatchObject({ url: 'http://s', dialect: 'eva', requires: [] });
    const said = await load('target: { requires: [tts], services: { llm: { url: http://s } } }\n');
    expect(said.target.requires).toEqual(['tts']);
  });
});

const EXPECTED_URL = 'expected an http or https URL such as http://localhost:8000';

test.each([
  [
    'no service',
    'services: {}',
    '3:13  target.services: found a block, expected at least one of llm, tts, stt, socket',
  ],
  [
    'a service without a URL',
    'services: { tts: {} }',
    `3:15  target.services.tts.url: found nothing, ${EXPECTED_URL}`,
  ],
  [
    'a misspelt role',
    'services: { lmm: { url: http://s } }',
    '3:15  target.services.lmm: found the unknown key "lmm", expected one of llm, tts, stt, socket; did you mean "llm"?',
  ],
  [
    'a misspelt key',
    'services: { llm: { url: http://s, modle: x } }',
    /target\.services\.llm\.modle: .*did you mean "model"\?$/,
  ],
  [
    'a URL beside services',
    'url: http://s\n  services: { llm: { url: http://s } }',
    '3:8  target.url: found "http://s", expected no url beside services: each of target.services has its own',
  ],
  [
    'a key beside services',
    'model: x\n  services: { llm: { url: http://s } }',
    '3:10  target.model: found "x", expected no model beside services: each of target.services has its own',
  ],
  [
    'a variable that is not set',
    'services: { llm: { url: http://s, api_key_env: LLM_KEY } }',
    /target\.services\.llm\.api_key_env: found "LLM_KEY", expected a variable that is set/,
  ],
  [
    'another scheme',
    'services: { llm: { url: ftp://s } }',
    `3:27  target.services.llm.url: found "ftp://s", ${EXPECTED_URL}`,
  ],
])('%s is refused', async (_, block, message) => {
  const said = await refusal(`target:\n  name: x\n  ${block}\n`);
  expect(said.split('\n')).toHaveLength(1);
  if (typeof message === 'string') expect(said).toBe(`ConfigError: ralph.config.yaml:${message}`);
  else expect(said).toMatch(message);
});

test('a key that was pasted into a service is not repeated', async () => {
  const block = 'services: { llm: { url: http://s, api_key_env: sk-hunter2 } }';
  expect(await refusal(`target:\n  ${block}\n`)).not.toContain('hunter2');
});
