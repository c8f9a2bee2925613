import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { statsResponse } from '../../protocol/service.ts';
import { heldModel, heldVoice } from './held-engines.ts';
import { stackOf } from './stack-of-parts.ts';
import { answer } from './stack-under-test.ts';
import { connectVoice, orderOf } from './voice-client.ts';

/** A stack in the middle of a turn: one sentence was heard, the next is with the speaker, the model still writes. */
async function midTurn(session = 'a') {
  const model = heldModel(['Un phare brille.', ' La tortue', ' arrive.', ' Puis'], [' plus rien.']);
  const voice = heldVoice('tortue');
  const stack = await stackOf({ llm: [model.engine], engines: [voice.engine] });
  const client = await connectVoice(stack.url);
  client.send({ type: 'config', session_id: session });
  client.send({ type: 'message', content: 'Raconte' });
  await client.until('sound');
  const speech = async () => (await answer(await stack.get('/stats'), 200, statsResponse)).speech;
  return { model, voice, client, speech, ...stack };
}

const stopped = { model: 1, voice: 1 };

describe('an interruption', () => {
  it('stops model and voice at once, says so, and counts what was given up', async () => {
    const { model, voice, client, speech } = await midTurn();
    const before = await speech();
    client.send({ type: 'interrupt' });
    expect(orderOf(await client.turn())).toBe('interrupted');
    await vi.waitFor(() => expect({ model: model.seen.stopped, voice: voice.seen.stopped }).toEqual(stopped));
    const begun = voice.seen.begun;
    expect(await speech()).toEqual({ ...before, cancelled: 1, in_progress: 0 });
    model.open();
    voice.open();
    client.send({ type: 'ping' });
    expect(await client.next()).toEqual({ type: 'pong' });
    expect(voice.seen.begun).toBe(begun);
  });

  it('by a newer message ends the turn first, then answers', async () => {
    const { client, model } = await midTurn();
    model.open();
    client.send({ type: 'message', content: 'Bonjour' });
    expect(orderOf(await client.turn())).toMatch(/interrupted$/);
    expect(orderOf(await client.turn())).toMatch(/^token.*audio_end$/);
  });

  it('of which there is nothing to interrupt is answered too', async () => {
    const { url } = await stackOf({});
    const client = await connectVoice(url);
    client.send({ type: 'interrupt' });
    expect(await client.next()).toEqual({ type: 'interrupted' });
  });

  it('leaves no trace in the conversation', async () => {
    const { client, store } = await midTurn('cut short');
    client.send({ type: 'interrupt' });
    await client.turn();
    expect(store.history('cut short')).toEqual([]);
    client.send({ type: 'message', content: 'Bonjour' });
    await client.turn();
    expect(store.history('cut short')).toEqual([{ said: 'Bonjour', answered: 'Oui.' }]);
    expect(store.stats().total_requests).toBe(1);
  });
});

describe('a client that hangs up', () => {
  it.each<[string, (stack: Awaited<ReturnType<typeof midTurn>>) => unknown]>([
    ['a socket', ({ client }) => client.socket.terminate()],
  ])('on %s stops the work for it', async (_, hangUp) => {
    const turn = await midTurn();
    hangUp(turn);
    await once(turn.client.socket, 'close');
    await vi.waitFor(() =>
      expect({ model: turn.model.seen.stopped, voice: turn.voice.seen.stopped }).toEqual(stopped),
    );
    expect((await turn.speech())?.in_progress).toBe(0);
  });

  it.each<[string, string, object]>([
    ['/chat/stream', 'data: {"audio_base64', { message: 'Raconte' }],
    ['/tts/stream', '', { text: 'Un phare brille. La tortue arrive. Puis plus rien.' }],
  ])('on %s stops the work for it', async (path, sign, body) => {
    const model = heldModel(['Un phare brille.', ' La tortue', ' arrive.', ' Puis'], [' plus rien.']);
    const voice = heldVoice('tortue');
    const stack = await stackOf({ llm: [model.engine], engines: [voice.engine] });
    const hangUp = new AbortController();
    const response = await fetch(stack.url + path, {
      method: 'POST',
      signal: hangUp.signal,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    let heard = '';
    for await (const piece of response.body ?? []) {
      heard += Buffer.from(piece).toString('latin1');
      if (heard.length > 0 && heard.includes(sign)) break;
    }
    hangUp.abort();
    await vi.waitFor(() => expect(voice.seen.stopped).toBe(1));
    await vi.waitFor(async () => {
      const { speech } = await answer(await stack.get('/stats'), 200, statsResponse);
      expect(speech?.in_progress).toBe(0);
      expect(speech?.cancelled).toBeGreaterThan(0);
    });
    expect(model.seen.stopped).toBe(path === '/chat/stream' ? 1 : 0);
  });
});
