import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { recording } from '../../contract/recording.fixture.ts';
import { chatResponse } from '../../protocol/chat.ts';
import type { SttEngine } from '../engines/stt/stt-engine.ts';
import { tone } from '../engines/tts/tone.ts';
import { heldModel, heldVoice } from './held-engines.ts';
import { stackOf } from './stack-of-parts.ts';
import { answer, listen, startStack } from './stack-under-test.ts';
import { connectVoice, orderOf, wordsOf } from './voice-client.ts';

const stack = await startStack();

/** Hears the same whatever is said; nothing in a recording of its own choice. */
const stt: SttEngine = {
  id: 'parrot',
  async *transcribe({ bytes }) {
    if (bytes.length !== recording('silence').length) yield 'Parle-moi du vent';
  },
};

describe('WS /ws/voice', () => {
  it('answers words with tokens, sound that decodes, and one end that says what took how long', async () => {
    const client = await connectVoice(stack.url);
    client.send({ type: 'message', content: 'Parle-moi du vent' });
    const heard = await client.turn();
    const sounds = heard.flatMap((frame) => (frame.type === 'sound' ? [frame.mp3] : []));
    const written = heard.find((frame) => frame.type === 'response_end');
    const end = heard.at(-1);
    expect(written).toMatchObject({ text: wordsOf(heard), model: 'scripted-persona', cached: false });
    expect(sounds).toHaveLength(wordsOf(heard).split(/[.?!] /).length);
    for (const mp3 of sounds) expect((await listen(mp3)).peak).toBeGreaterThan(0.1);
    if (end?.type !== 'audio_end') throw new Error(`ended with ${end?.type}`);
    expect(end.latency).toMatchObject({ stt_ms: null });
    expect(end.latency.first_audio_ms).toBeGreaterThan(0);
    expect(end.latency.total_ms).toBeGreaterThanOrEqual(end.latency.first_audio_ms ?? Number.NaN);
    expect(end.speech.map(({ engine, spoke }) => `${engine} ${spoke}`)).toEqual(
      sounds.map(() => 'tone true'),
    );
  });

  it('hears a recording: transcript first, then the answer to it', async () => {
    const { url } = await stackOf({ stt });
    const client = await connectVoice(url);
    client.send(recording('speech'));
    const heard = await client.turn();
    expect(heard[0]).toEqual({ type: 'transcript', text: 'Parle-moi du vent' });
    expect(orderOf(heard)).toMatch(/^transcript token .*sound audio_end$/);
    const end = heard.at(-1);
    expect(end?.type === 'audio_end' && end.latency.stt_ms).toBeGreaterThanOrEqual(0);
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['in which nobody speaks', recording('silence'), /nobody speaks/],
    ['that is no sound', Buffer.from('hello'), /no sound known here/],
    ['of nothing', Buffer.alloc(0), /no sound known here/],
  ])('says so of a recording %s, and goes on', async (_, bytes, reason) => {
    const { url } = await stackOf({ stt });
    const client = await connectVoice(url);
    client.send(bytes);
    expect(await client.turn()).toEqual([{ type: 'error', message: expect.stringMatching(reason) }]);
    client.send({ type: 'ping' });
    expect(await client.next()).toEqual({ type: 'pong' });
  });

  it('says of a recording that the browser has to listen, where no engine does', async () => {
    const client = await connectVoice(stack.url);
    client.send(recording('speech'));
    expect(await client.next()).toEqual({
      type: 'error',
      message: expect.stringContaining('the browser has to'),
    });
  });

  it('takes another voice and session', async () => {
    const client = await connectVoice(stack.url);
    client.send({ type: 'config', voice: 'male-deep', session_id: 'spoken' });
    expect(await client.next()).toEqual({ type: 'config_ok', voice: 'male-deep', session_id: 'spoken' });
    client.send({ type: 'message', content: 'My name is Ada' });
    await client.turn();
    const said = await stack.post('/chat', {
      message: 'What is my name?',
      session_id: 'spoken',
      audio: false,
    });
    expect((await answer(said, 200, chatResponse)).response).toContain('Ada');
    client.send({ type: 'clear' });
    expect(await client.next()).toEqual({ type: 'cleared' });
    client.send({ type: 'message', content: 'What is my name?' });
    expect(wordsOf(await client.turn())).not.toContain('Ada');
  });

  it.each<[string, object | string, RegExp]>([
    ['what is not JSON', '{', /not JSON; send a recording/],
    ['the shape that real stacks leave unanswered', { message: 'Bonjour' }, /type/],
    ['a voice that it lacks', { type: 'config', voice: 'nobody' }, /voice/],
    ['an empty message', { type: 'message', content: '  ' }, /says nothing/],
  ])('answers %s with an error', async (_, frame, reason) => {
    const client = await connectVoice(stack.url);
    client.send(frame);
    expect(await client.next()).toEqual({ type: 'error', message: expect.stringMatching(reason) });
  });

  it('clears the session that it had when it was asked to', async () => {
    const { url, store } = await stackOf({});
    const client = await connectVoice(url);
    for (const session_id of ['gone', 'kept']) {
      client.send({ type: 'config', session_id });
      client.send({ type: 'message', content: 'Bonjour' });
      await client.turn();
    }
    client.send({ type: 'config', session_id: 'gone' });
    client.send({ type: 'message', content: 'Bonjour' });
    client.send({ type: 'clear' });
    client.send({ type: 'config', session_id: 'kept' });
    await client.until('cleared');
    expect([store.history('gone'), store.history('kept').length]).toEqual([[], 1]);
  });

  it('ends a socket that sends a text frame over 64 KiB', async () => {
    const client = await connectVoice(stack.url);
    client.send({ type: 'interrupt', padding: 'a'.repeat(65 * 1024) });
    expect((await once(client.socket, 'close'))[0]).toBe(1009);
  });

  it('counts turns in the one bucket, and never an interruption', async () => {
    const limited = await startStack({ rateLimitPerMinute: 2 });
    const client = await connectVoice(limited.url);
    for (const frame of [{ type: 'ping' }, { type: 'config', voice: 'eva' }]) client.send(frame);
    expect([(await client.next()).type, (await client.next()).type]).toEqual(['pong', 'config_ok']);
    client.send({ type: 'message', content: 'Bonjour' });
    expect(await client.next()).toMatchObject({ type: 'error', retry_after: expect.any(Number) });
    client.send({ type: 'interrupt' });
    expect(await client.next()).toEqual({ type: 'interrupted' });
  });
});

describe('speech', () => {
  it('leaves while the model still writes', async () => {
    const model = heldModel(['Un phare', ' brille.', ' Puis'], [' la nuit', ' tombe.']);
    const { url } = await stackOf({ llm: [model.engine] });
    const client = await connectVoice(url);
    client.send({ type: 'message', content: 'Raconte' });
    expect(orderOf(await client.until('sound'))).toBe('token sound');
    model.open();
    expect(orderOf(await client.turn())).toBe('token response_end sound audio_end');
  });

  it('comes in the order of the sentences, however long one takes', async () => {
    const voice = heldVoice('tortue');
    const model = heldModel([], ['La tortue arrive.', ' Vite.', ' Loin.']);
    model.open();
    const { url } = await stackOf({ llm: [model.engine], engines: [voice.engine] });
    const client = await connectVoice(url);
    client.send({ type: 'message', content: 'Raconte' });
    expect(orderOf(await client.until('response_end'))).toBe('token response_end');
    voice.open();
    const sounds = (await client.turn()).flatMap((frame) =>
      frame.type === 'sound' ? [frame.mp3.length] : [],
    );
    expect(sounds).toHaveLength(3);
    expect(sounds[0]).toBeGreaterThan(sounds[1] ?? Number.NaN);
  });

  it('of which no sentence can be spoken ends the turn with an error that names the engines', async () => {
    const mute = { ...tone(), id: 'mute', async *speak() {} };
    const { url } = await stackOf({ engines: [mute] });
    const client = await connectVoice(url);
    client.send({ type: 'message', content: 'Parle-moi du vent' });
    expect((await client.turn()).at(-1)).toMatchObject({
      type: 'error',
      message: expect.stringContaining('mute'),
    });
  });
});
