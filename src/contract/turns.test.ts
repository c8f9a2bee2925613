import { describe, expect, it } from 'vitest';
import { createMp3Encoder } from 'wasm-media-encoders';
import type { Question } from './ask.ts';
import {
  answer,
  closed,
  frames,
  heard,
  onReply,
  onTalk,
  outcomeOf,
  saying,
  silence,
} from './scripted.fixture.ts';

const HOLDS = { kind: 'holds' };

/** Three harmonics, which come and go one after the other. */
const voice = (i: number): number =>
  [1, 2, 3].reduce((sum, n) => sum + 0.2 * Math.sin((n * i) / 30) * Math.sin(i / 4000 + n) ** 2, 0);

async function babble(seconds: number): Promise<Buffer> {
  const encoder = await createMp3Encoder();
  encoder.configure({ sampleRate: 24000, channels: 1, bitrate: 48 });
  const samples = Float32Array.from({ length: seconds * 24000 }, (_, i) => voice(i));
  const body = Buffer.from(encoder.encode([samples]));
  return Buffer.concat([body, encoder.finalize()]);
}

const clip = await babble(3);
const reply = {
  response: 'Un phare guide les bateaux.',
  session_id: 'ralph-validate',
  latency_ms: 21,
  rate_limit_remaining: null,
  model: 'm',
  cached: false,
  audio_base64: clip.toString('base64'),
  audio_format: 'mp3',
};

describe('POST /chat', () => {
  it.each(['shape', 'session', 'speech', 'shortest', 'longest'])('chat.%s holds', async (name) => {
    expect(await onReply(`chat.${name}`, answer(200, reply))).toEqual(HOLDS);
  });

  it('an answer without a field is not of the contract', async () => {
    expect(await onReply('chat.shape', answer(200, { ...reply, cached: undefined }))).toMatchObject({
      kind: 'differs',
      found: { en: 'cached: absent' },
    });
  });

  it('one sentence for two questions is canned; none is none', async () => {
    const twice = await onReply('chat.answer', answer(200, reply));
    expect(twice).toMatchObject({ kind: 'differs', found: { en: 'twice: Un phare guide les bateaux.' } });
    const blank = await onReply('chat.answer', answer(200, { ...reply, response: ' ' }));
    expect(blank).toMatchObject({ kind: 'differs', found: { en: 'no words' } });
    const echo = ({ json }: Question) => answer(200, { ...reply, response: JSON.stringify(json) });
    expect(await outcomeOf('chat.answer', saying({ request: echo }))).toEqual(HOLDS);
  });

  it.each([
    ['no speech', null, 'audio_base64: null'],
    [
      'what is no audio',
      Buffer.from('ID3 nothing').toString('base64'),
      '11 bytes do not decode as audio (mp3)',
    ],
  ])('%s is not heard', async (_, audio_base64, found) => {
    const outcome = await onReply('chat.speech', answer(200, { ...reply, audio_base64 }));
    expect(outcome).toMatchObject({ kind: 'differs', found: { en: found } });
  });

  it('audio false: nothing, or null, but no speech', async () => {
    expect(await onReply('chat.mute', answer(200, { ...reply, audio_base64: null }))).toEqual(HOLDS);
    expect(await onReply('chat.mute', answer(200, { response: 'a' }))).toEqual(HOLDS);
    expect((await onReply('chat.mute', answer(200, reply))).kind).toBe('differs');
  });

  it.each([
    'chat.empty',
    'chat.too-long',
    'chat.voice',
    'chat-stream.empty',
    'tts.empty',
    'tts.too-long',
    'tts.rate',
  ])('%s wants a refusal, and not by 500', async (id) => {
    expect(await onReply(id, answer(400, { detail: 'no' }))).toEqual(HOLDS);
    expect(await onReply(id, answer(422, { detail: 'no' }))).toEqual(HOLDS);
    expect((await onReply(id, answer(500, { detail: 'no' }))).kind).toBe('differs');
    expect((await onReply(id, answer(200, reply))).kind).toBe('differs');
  });

  it('asks at the very limits', async () => {
    const lengths: Record<string, number> = {};
    for (const id of [
      'chat.empty',
      'chat.shortest',
      'chat.longest',
      'chat.too-long',
      'tts.empty',
      'tts.too-long',
    ]) {
      const request = ({ json }: Question) => {
        const { message, text } = Object(json);
        lengths[id] = (message ?? text).length;
        return answer(200, {});
      };
      await outcomeOf(id, saying({ request }));
    }
    expect(Object.values(lengths)).toEqual([0, 1, 2000, 2001, 0, 1001]);
  });
});

describe('POST /chat/stream', () => {
  const { response, audio_base64, audio_format, ...end } = reply;
  const event = (name: string, data: object) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
  const token = event('token', { content: response });
  const audio = event('audio', { audio_base64, audio_format });
  const stream = (text: string) => answer(200, text, { 'content-type': 'text/event-stream' });
  const whole = stream(token + token + audio + event('end', end));

  it.each(['order', 'shape', 'speech'])('chat-stream.%s holds', async (name) => {
    expect(await onReply(`chat-stream.${name}`, whole)).toEqual(HOLDS);
  });

  it.each([
    ['order', token + event('end', end) + audio, 'token end audio'],
    ['order', token + audio, 'token audio'],
    ['order', '', '–'],
    ['shape', event('token', { text: 'a' }), 'content: absent'],
    ['shape', event('mood', {}), 'mood'],
    ['shape', 'event: token\ndata: {"content"\n\n', 'JSON: "{\\"content\\""'],
    ['speech', token, 'token'],
  ])('chat-stream.%s differs: %#', async (name, text, found) => {
    expect(await onReply(`chat-stream.${name}`, stream(text))).toMatchObject({
      kind: 'differs',
      found: { en: found },
    });
  });

  it('JSON is no stream', async () => {
    const outcome = await onReply('chat-stream.shape', answer(200, '{}'));
    expect(outcome).toMatchObject({ kind: 'differs', expected: { en: 'HTTP 200: text/event-stream' } });
  });
});

describe('POST /tts', () => {
  const said = answer(200, clip, {
    'content-type': 'audio/mpeg',
    'x-tts-engine': 'e',
    'server-timing': 'a;dur=1',
  });

  it.each(['speech', 'label', 'x-tts-engine', 'server-timing', 'prosody'])('tts.%s holds', async (name) => {
    expect(await onReply(`tts.${name}`, said)).toEqual(HOLDS);
  });

  it.each([
    ['speech', answer(200, new Uint8Array()), 'the answer has no bytes'],
    ['speech', answer(503, { detail: 'no voice' }), 'HTTP 503: {"detail":"no voice"}'],
    ['label', answer(200, clip, { 'content-type': 'audio/wav' }), 'content-type: audio/wav'],
    ['x-tts-engine', answer(200, clip), 'none'],
  ])('tts.%s differs (%#)', async (name, given, found) => {
    expect(await onReply(`tts.${name}`, given)).toMatchObject({ kind: 'differs', found: { en: found } });
  });
});

describe('WS /ws/chat', () => {
  const pong = frames({ type: 'pong' });
  const error = frames({ type: 'error', message: 'send another shape' });
  const turn = frames({ type: 'token', content: 'Le' }, { type: 'token', content: ' sel' }, { type: 'end' });

  it.each([
    ['ping', heard(pong)],
    ['turn', heard(turn)],
    ['frames', heard(turn)],
    ['clear', heard(frames({ type: 'cleared' }))],
    ['bad-json', heard(error, pong)],
    ['limits', heard(error, error)],
    ['wrong-shape', heard(error)],
  ])('chat-socket.%s holds', async (name, talked) => {
    expect(await onTalk(`chat-socket.${name}`, talked)).toEqual(HOLDS);
  });

  it.each([
    ['ping', heard([silence]), 'silence for 5 s'],
    ['ping', heard(frames('hello')), 'hello'],
    ['turn', heard(frames({ type: 'end' })), 'an end without words'],
    ['turn', heard([...turn.slice(0, 1), closed]), 'closed with 1006'],
    ['frames', heard(frames({ type: 'token', text: 'Le' }, { type: 'end' })), 'content: absent'],
    ['clear', heard(error), '{"type":"error","message":"send another shape"}'],
    ['bad-json', heard([closed]), 'closed with 1006'],
    ['bad-json', heard(error, [silence]), 'silence for 5 s'],
    ['bad-json', heard(error), 'nothing'],
    ['limits', heard(error, turn.slice(0, 1)), '{"type":"token","content":"Le"}'],
    ['wrong-shape', heard([silence]), 'silence for 5 s'],
    ['wrong-shape', heard(frames({ type: 'error' })), '{"type":"error"}'],
  ])('chat-socket.%s differs (%#)', async (name, talked, found) => {
    expect(await onTalk(`chat-socket.${name}`, talked)).toMatchObject({
      kind: 'differs',
      found: { en: found },
    });
  });

  it.each([
    [401, 'unasked'],
    [403, 'missing'],
    [404, 'missing'],
    [500, 'differs'],
  ])('an upgrade refused with %i: %s', async (status, kind) => {
    const refused = { kind: 'failed', failure: 'rejected', status, message: 'no', afterMs: 1 } as const;
    expect((await onTalk('chat-socket.ping', refused)).kind).toBe(kind);
    expect((await onTalk('voice-socket.config', refused)).kind).toBe(kind);
  });
});
