import { expect, it } from 'vitest';
import type { Answer, Asked, ChatReply, Stack } from '../domain/stack.ts';
import { byName, countingRecorder } from './recorder.fixture.ts';
import { tracedStack } from './traced-stack.ts';

const asked: Asked = { timeoutMs: 1, signal: new AbortController().signal };

const reply: ChatReply = {
  ...{ text: 'My answer.', reportedMs: 5, model: 'gemma', cached: false, audio: null, audioChars: 0 },
  ...{ speech: null, fields: [], finish: 'stop' },
};

const timed = { kind: 'answered', status: 200, wallMs: 20, firstByteMs: 10, raw: 'My answer.' } as const;

const refused: Answer<never> = {
  ...{ kind: 'failed', wallMs: 3, raw: 'My prompt?' },
  failure: { kind: 'rejected', status: 500, detail: 'My prompt?', retryAfterMs: null },
};

function traced(stack: Omit<Stack, 'health'>, content: boolean, model?: string) {
  const recorder = countingRecorder();
  const health = async () => refused;
  const server = { url: 'http://stack.lan:8000', dialect: 'openai', content, model };
  return { recorder, stack: tracedStack({ health, ...stack }, server, recorder) };
}

const chat = { chat: async () => ({ ...timed, value: reply }) };

it('tells a question to a model by the GenAI conventions, and not what was said', async () => {
  const { recorder, stack } = traced(chat, false, 'gemma-3');
  expect(await stack.chat?.({ ...asked, text: 'My prompt?', session: 's-1' })).toMatchObject({
    value: reply,
  });
  const [span] = recorder.take().spans;
  expect(span).toMatchObject({ name: 'chat gemma-3', kind: 'client' });
  expect(span?.attributes).toEqual({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.output.type': 'text',
    'gen_ai.request.model': 'gemma-3',
    'gen_ai.conversation.id': 's-1',
    'gen_ai.response.model': 'gemma',
    'gen_ai.response.finish_reasons': ['stop'],
    'server.address': 'stack.lan',
    'server.port': 8000,
    'ralph.wall_ms': 20,
    'ralph.first_byte_ms': 10,
    'ralph.cached': false,
    'ralph.reported_ms': 5,
  });
  expect(JSON.stringify(span)).not.toMatch(/My (answer|prompt)/);
});

it('has what was said go with it where that was asked for, bounded', async () => {
  const { recorder, stack } = traced(chat, true);
  await stack.chat?.({ ...asked, text: 'p'.repeat(9_000), session: 's-1' });
  const [span] = recorder.take().spans;
  const messages = (name: string) => JSON.parse(String(span?.attributes[name]));
  expect(span?.name).toBe('chat');
  expect(messages('gen_ai.input.messages')).toEqual([
    { role: 'user', parts: [{ type: 'text', content: 'p'.repeat(4_000) }] },
  ]);
  expect(messages('gen_ai.output.messages')).toEqual([
    { role: 'assistant', parts: [{ type: 'text', content: 'My answer.' }], finish_reason: 'stop' },
  ]);
});

it('has the requests of a question be part of it, and others not', async () => {
  const recorder = countingRecorder();
  const request = async () => {
    recorder.begin('request').end();
    return refused;
  };
  const server = { url: 'http://a', dialect: 'eva', content: false };
  const stack = tracedStack({ health: request, speakStream: request }, server, recorder);
  await stack.speakStream?.({ ...asked, text: 'My prompt?' });
  await stack.health(asked);
  const spans = recorder.take().spans;
  expect(byName(spans)('request').parentName).toBe('generate_content');
  expect(spans.filter(({ name }) => name === 'request').map(({ parent }) => parent !== undefined)).toEqual([
    true,
    false,
  ]);
  expect(byName(spans)('generate_content')).toMatchObject({
    error: '500',
    attributes: { 'error.type': '500', 'gen_ai.output.type': 'speech', 'gen_ai.request.stream': true },
  });
  expect(JSON.stringify(spans)).not.toContain('My prompt');
});

it('leaves a stack without what it cannot do, and each interruption as it came', async () => {
  const stop = () => Promise.reject(new Error('stop'));
  const { recorder, stack } = traced({ transcribe: stop }, false);
  expect(Object.keys(stack).sort()).toEqual(['health', 'transcribe']);
  await expect(stack.transcribe?.({ ...asked, recording: new Uint8Array() })).rejects.toThrow('stop');
  expect(recorder.take().spans).toMatchObject([{ error: 'interrupted' }]);
});
