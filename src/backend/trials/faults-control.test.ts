import { describe, expect, it } from 'vitest';
import { healthResponse } from '../../protocol/service.ts';
import { answer, refusal, startStack } from '../contract/stack-under-test.ts';
import { heard, json, type Stack } from './faults-proof.ts';

const control = (stack: Stack, method: 'GET' | 'PUT' | 'DELETE', path = '', headers = {}) =>
  fetch(`${stack.url}/faults${path}`, { method, headers });

describe('without faults', () => {
  it('there is nothing to switch them with', async () => {
    const stack = await startStack();
    for (const method of ['GET', 'DELETE'] as const) {
      expect(await refusal(await control(stack, method), 404)).toBe('no such route');
    }
    expect((await control(stack, 'PUT', '/hang')).status).toBe(404);
  });
});

describe('a stack that begins with faults', () => {
  it('becomes ready first, fails then, and is honest once they are off', async () => {
    const stack = await startStack({ faults: ['tts-none', 'chat-canned'] });
    const say = () => stack.post('/tts', { text: 'Bonjour' });
    expect((await say()).status).toBe(503);
    expect((await stack.get('/health')).status).toBe(503);
    await control(stack, 'DELETE', '/tts-none');
    // Its last use failed; with another fault on, no use has shown anything else.
    expect((await stack.get('/health')).status).toBe(503);
    await control(stack, 'DELETE', '/chat-canned');
    const health = await answer(await stack.get('/health'), 200, healthResponse);
    expect(health.services.tts).toMatchObject({ state: 'ready' });
    expect((await say()).status).toBe(200);
  });

  it('does not leave an engine at rest that only a fault had failed', async () => {
    const stack = await startStack({ faults: ['tts-none', 'llm-down'] });
    const message = { message: 'Parle-moi du vent' };
    for (let time = 0; time < 4; time += 1) {
      await stack.post('/tts', { text: 'Bonjour' });
      await stack.post('/chat', message);
    }
    await control(stack, 'DELETE');
    const { body } = await json(stack.post('/chat', message));
    expect(body).toMatchObject({ response: expect.stringContaining('vent'), audio_format: 'mp3' });
    expect(body).not.toHaveProperty('llm');
  });

  it.each([
    ['tts-nun', 'found no fault "tts-nun", expected one such as tts-'],
    ['tts-slow:0', 'tts-slow: found 0, expected a whole number of ms from 1 to 60000'],
  ])('is not started with %s', async (fault, words) => {
    await expect(startStack({ faults: [fault] })).rejects.toThrow(words);
  });
});

describe('the control routes', () => {
  it('stand above faults and the rate limit, and need the key', async () => {
    const stack = await startStack({
      faults: ['hang', 'reset', 'auth-required', 'error-200', 'endless-body', 'rate-limit-tight:1'],
      apiKey: 'sesame',
      rateLimitPerMinute: 1,
    });
    const key = { 'x-api-key': 'sesame' };
    expect(await refusal(await control(stack, 'GET'), 401)).toContain('X-API-Key');
    for (let time = 0; time < 3; time += 1) {
      expect((await control(stack, 'PUT', '/hang', key)).status).toBe(200);
      expect((await control(stack, 'PUT', '/nothing', key)).status).toBe(404);
    }
    const { faults } = Object(await (await control(stack, 'DELETE', '', key)).json());
    expect(faults.some(({ active }: { active: boolean }) => active)).toBe(false);
    expect((await stack.get('/health', key)).status).toBe(200);
  });
});

describe('streamed answers', () => {
  it('carry what engines, encoder and conversation do wrong', async () => {
    const stack = await startStack({ faults: ['tts-tiny', 'chat-apology'] });
    const sound = await stack.post('/tts/stream', { text: 'Bonjour' });
    expect(await heard(new Uint8Array(await sound.arrayBuffer()), 7)).toContain('140 bytes');
    const events = await (await stack.post('/chat/stream', { message: 'Bonjour' })).text();
    expect(events).toMatch(/^event: token\ndata: .*souci technique/);
    expect(events).toContain('event: end');
  });
});

describe('close', () => {
  it('lets go of those who hang', async () => {
    const stack = await startStack({ faults: ['hang', 'chat-slow:120000'] });
    const asking = stack.get('/health/live').catch((error: unknown) => error);
    await control(stack, 'GET');
    await stack.close();
    const ended = await asking;
    expect(ended instanceof Error || (ended instanceof Response && ended.status === 200)).toBe(true);
  });
});
