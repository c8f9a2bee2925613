import { describe, expect, it } from 'vitest';
import type { SocketEvent } from '../domain/host.ts';
import type { Question, Reply, Talked } from './ask.ts';
import { recording } from './recording.fixture.ts';
import { answer, frames, heard, noAnswer, onReply, onTalk, outcomeOf, saying } from './scripted.fixture.ts';

const speech = new Uint8Array(recording('speech'));
const silence = new Uint8Array(recording('silence'));
const sound = (bytes: Uint8Array): SocketEvent => ({ kind: 'binary', bytes, atMs: 1 });
const token = { type: 'token', content: ' Oui.' };
const written = { type: 'response_end', text: 'Oui.' };
const end = { type: 'audio_end' };
const spoken = (...between: readonly SocketEvent[]): Talked => heard([...frames(token), ...between]);

const wav = { 'content-type': 'audio/wav' };
const said = answer(200, speech, wav);
const turn = {
  user_text: 'Bonjour',
  eva_response: 'Oui.',
  audio_base64: Buffer.from(speech).toString('base64'),
  mood: 'joy',
  latency: { stt_ms: 1, llm_ms: 2, tts_ms: 3, total_ms: 6 },
};
const noEngine = answer(503, { detail: 'no engine transcribes here' });

/** A stack that speaks on /tts, and answers this to a recording. */
const listening = (reply: Reply, asked: Question[] = []) =>
  saying({
    request(question) {
      asked.push(question);
      return question.path === '/tts' ? said : reply;
    },
  });

describe('WS /ws/voice', () => {
  it.each<[string, Talked]>([
    ['sound after the words', spoken(...frames(written), sound(speech), ...frames(end))],
    ['sound among the words', spoken(sound(speech), ...frames(token, written, end))],
    [
      'what is beyond the contract',
      spoken(sound(speech), ...frames({ ...written, model: 'x' }, { ...end, speech: [] })),
    ],
  ])('turn holds with %s', async (_, talked) => {
    expect(await onTalk('voice-socket.turn', talked)).toEqual({ kind: 'holds' });
  });

  it.each<[string, Talked, string]>([
    ['no sound', spoken(...frames(written, end)), 'token response_end audio_end'],
    [
      'no end',
      spoken(sound(speech), ...frames(written), { kind: 'silence', afterMs: 30_000 }),
      'token audio response_end silence',
    ],
    ['no words', heard([sound(speech), ...frames(end)]), 'audio audio_end'],
    ['an error', heard(frames({ type: 'error', message: 'no' })), 'error'],
  ])('turn differs with %s', async (_, talked, found) => {
    expect(await onTalk('voice-socket.turn', talked)).toMatchObject({
      kind: 'differs',
      found: { en: found },
    });
  });

  it('turn differs when its sound is silence', async () => {
    const mute = spoken(...frames(written), sound(silence), ...frames(end));
    expect(await onTalk('voice-socket.turn', mute)).toMatchObject({ kind: 'differs' });
  });

  it('an interruption must be answered as one, however the turn began', async () => {
    const said = (last: object) => onTalk('voice-socket.interrupt', heard(frames(token), frames(last)));
    expect(await said({ type: 'interrupted' })).toEqual({ kind: 'holds' });
    expect(await said({ type: 'error', message: 'busy' })).toMatchObject({ kind: 'differs' });
  });

  it('a recording is the stack’s own speech, and a refusal must say why', async () => {
    const outcome = (talked: Talked) =>
      outcomeOf(
        'voice-socket.recording',
        saying({
          request: () => said,
          talk: ({ turns }) => (turns[0]?.send === said.body ? talked : heard([])),
        }),
      );
    expect(await outcome(heard(frames({ type: 'error', message: 'no engine' })))).toEqual({ kind: 'holds' });
    expect(await outcome(heard(frames({ type: 'error' })))).toMatchObject({ kind: 'differs' });
    expect(
      await outcome(
        heard([...frames({ type: 'transcript', text: 'x' }, token, written), sound(speech), ...frames(end)]),
      ),
    ).toEqual({ kind: 'holds' });
  });

  it('is not asked about recordings when the stack speaks none', async () => {
    for (const request of [() => noAnswer, () => answer(503, { detail: 'mute' })]) {
      expect((await outcomeOf('voice-socket.recording', saying({ request }))).kind).toBe('unasked');
    }
  });
});

describe('routes that take a recording', () => {
  it.each<[string, Reply]>([
    ['stt.recording', answer(200, { text: 'Bonjour', latency_ms: 3 })],
    ['stt.recording', noEngine],
    ['voice.recording', answer(200, turn)],
    ['voice.recording', noEngine],
    ['voice.speech', answer(200, turn)],
  ])('%s holds (%#)', async (id, reply) => {
    const asked: Question[] = [];
    expect(await outcomeOf(id, listening(reply, asked))).toEqual({ kind: 'holds' });
    expect(asked.at(-1)?.file).toBe(said.body);
  });

  it.each<[string, Reply]>([
    ['stt.recording', answer(200, { text: 'Bonjour' })],
    ['stt.recording', answer(503, 'Service Unavailable')],
    ['stt.no-sound', answer(200, { text: 'hallucinated', latency_ms: 3 })],
    ['voice.recording', answer(200, { ...turn, latency: { total_ms: 3 } })],
    ['voice.speech', answer(200, { ...turn, audio_base64: null })],
    ['voice.speech', answer(200, { ...turn, audio_base64: Buffer.from(silence).toString('base64') })],
  ])('%s differs (%#)', async (id, reply) => {
    expect((await outcomeOf(id, listening(reply))).kind).toBe('differs');
  });
});

describe('POST /tts/stream', () => {
  it('holds for speech without a length, and differs for what is none', async () => {
    const long = new Uint8Array(Buffer.concat([recording('speech')], recording('speech').length));
    expect(await onReply('tts-stream.chunked', answer(200, long, wav))).toEqual({ kind: 'holds' });
    expect(
      (await onReply('tts-stream.chunked', answer(200, long, { ...wav, 'content-length': '9' }))).kind,
    ).toBe('differs');
    expect((await onReply('tts-stream.speech', answer(200, silence, wav))).kind).toBe('differs');
    expect((await onReply('tts-stream.speech', answer(404, { detail: 'no such route' }))).kind).toBe(
      'missing',
    );
    expect((await onReply('tts-stream.empty', answer(422, { detail: 'text' }))).kind).toBe('holds');
  });
});
