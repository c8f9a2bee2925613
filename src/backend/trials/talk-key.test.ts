import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { refusedUpgrade } from '../contract/socket-client.ts';
import { endWithFile, refusal, startStack } from '../contract/stack-under-test.ts';

const stack = await startStack({ apiKey: 'clé/+' });
const address = `${stack.url.replace('http', 'ws')}/ws/voice`;
const protocolOf = (key: string) => `ralph-key.${Buffer.from(key).toString('base64url')}`;

describe('a stack with a key', () => {
  it('shows its page to all, and its data to nobody', async () => {
    expect((await stack.get('/talk')).status).toBe(200);
    expect((await stack.get('/talk/main.js')).status).toBe(200);
    for (const path of ['/', '/voices', '/talk/other/file', '/talks', '/talk?x=/health/live/../../voices']) {
      const answer = await stack.get(path);
      if (path.startsWith('/talk?')) expect(await answer.text()).toContain('<!doctype html>');
      else await refusal(answer, 401);
    }
    await refusal(await stack.post('/talk', {}), 401);
  });

  it('takes the key as a subprotocol of a socket, and never sends it back', async () => {
    const socket = new WebSocket(address, ['ralph', protocolOf('clé/+')]);
    endWithFile(() => socket.terminate());
    await once(socket, 'open');
    expect(socket.protocol).toBe('ralph');
    socket.send('{"type":"ping"}');
    expect(String((await once(socket, 'message'))[0])).toBe('{"type":"pong"}');
  });

  it.each([
    ['none', 'ralph'],
    ['a wrong one', `ralph, ${protocolOf('cle/+')}`],
    ['an empty one', `ralph, ${protocolOf('')}`],
    ['the key bare', 'ralph, ralph-key.clé'],
  ])('refuses a socket with %s', async (_, offered) => {
    const headers = { 'sec-websocket-protocol': Buffer.from(offered).toString('latin1') };
    expect(await refusedUpgrade(address, headers)).toMatchObject({ status: 401 });
  });
});
