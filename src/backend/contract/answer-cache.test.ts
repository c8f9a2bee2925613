import { describe, expect, it } from 'vitest';
import { startProvider } from '../../../fixtures/providers/provider.js';
import { chatEvents, chatResponse } from '../../protocol/chat.ts';
import { connect } from './socket-client.ts';
import { answer, endWithFile, startStack } from './stack-under-test.ts';

const provider = await startProvider('healthy');
endWithFile(provider.close);
const llm = { url: provider.url, model: 'fable' };
const question = { message: 'Parle-moi des bateaux', audio: false };

describe('a stack that keeps answers', async () => {
  const stack = await startStack({ llm, llmCache: 8 });

  it('gives one again on every route, says so, and does not ask the model', async () => {
    const fresh = await answer(await stack.post('/chat', question), 200, chatResponse);
    const asked = provider.requests.length;
    const again = await answer(await stack.post('/chat', question), 200, chatResponse);
    expect([fresh.cached, again.cached, again.response]).toEqual([false, true, fresh.response]);
    expect(again).toMatchObject({ model: 'fable' });

    const events = await (await stack.post('/chat/stream', question)).text();
    expect(
      chatEvents.end.parse(JSON.parse(/^event: end\ndata: (.*)$/m.exec(events)?.[1] ?? '')),
    ).toMatchObject({
      cached: true,
    });
    const tokens = [...events.matchAll(/^event: token\ndata: (.*)$/gm)].map(
      ([, data = '']) => chatEvents.token.parse(JSON.parse(data)).content,
    );
    expect([tokens.length > 1, tokens.join('')]).toEqual([true, fresh.response]);

    const socket = await connect(stack.url);
    socket.send({ type: 'message', content: question.message });
    expect((await socket.turn()).at(-1)).toEqual({ type: 'end' });
    expect(provider.requests).toHaveLength(asked);
  });

  it('remembers it as a turn of the conversation, which makes the next question another', async () => {
    const ask = async () =>
      answer(await stack.post('/chat', { ...question, session_id: 's' }), 200, chatResponse);
    expect([(await ask()).cached, (await ask()).cached]).toEqual([true, false]);
  });
});

describe('a stack that was not told to', () => {
  it('asks the model every time', async () => {
    const stack = await startStack({ llm });
    await stack.post('/chat', question);
    const asked = provider.requests.length;
    expect((await answer(await stack.post('/chat', question), 200, chatResponse)).cached).toBe(false);
    expect(provider.requests).toHaveLength(asked + 1);
  });
});
