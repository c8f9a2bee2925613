import { describe, expect, it } from 'vitest';
import type { Question } from './ask.ts';
import { labelled } from './container.ts';
import { answer, onReply, outcomeOf, saying } from './scripted.fixture.ts';

const HOLDS = { kind: 'holds' };

const chatting = (response: string, latency_ms = 21) => answer(200, { response, latency_ms });

describe('chat.whole', () => {
  it.each(['La mer.', 'Vraiment ?', 'Oui !', 'Il dit : « non »', 'Bien sûr 😊', 'Et puis…'])(
    '%s',
    async (text) => expect(await onReply('chat.whole', chatting(text))).toEqual(HOLDS),
  );

  it.each(['La mer est pro', 'La mer,', 'La mer est très '])('%s is cut', async (text) =>
    expect(await onReply('chat.whole', chatting(text))).toMatchObject({
      kind: 'differs',
      found: { en: `…${text.trim()} | …${text.trim()}` },
    }),
  );

  it('once is nobody’s fault', async () => {
    let asked = 0;
    const request = () => chatting(asked++ === 0 ? 'Sans point' : 'Avec.');
    expect(await outcomeOf('chat.whole', saying({ request }))).toEqual(HOLDS);
  });
});

describe('chat.latency', () => {
  const within = (totalMs: number, latency_ms: number) => ({ ...chatting('Oui.', latency_ms), totalMs });

  it.each([
    [2, 0],
    [250, 0],
    [598, 500],
    [598, 87],
    [598, 700],
  ])('%i ms on the wall, %i reported', async (totalMs, reported) =>
    expect(await onReply('chat.latency', within(totalMs, reported))).toEqual(HOLDS),
  );

  it.each([3, 86])('598 ms on the wall, %i reported, is a lie', async (reported) =>
    expect(await onReply('chat.latency', within(598, reported))).toMatchObject({
      expected: { en: 'latency_ms: 598' },
      found: { en: `latency_ms: ${reported}` },
    }),
  );
});

describe('health.use', () => {
  const claiming = (status: string, groq: boolean, chatStatus: number) =>
    outcomeOf(
      'health.use',
      saying({
        request: ({ path }: Question) =>
          path === '/health'
            ? answer(status === 'unhealthy' ? 503 : 200, { status, groq })
            : answer(chatStatus, { detail: 'no' }),
      }),
    );

  it('holds for a model that works, and for a dead one that is said to be', async () => {
    expect(await claiming('healthy', true, 200)).toEqual(HOLDS);
    expect(await claiming('unhealthy', false, 503)).toEqual(HOLDS);
    expect(await claiming('degraded', false, 500)).toEqual(HOLDS);
  });

  it('differs for a dead one that is called healthy', async () => {
    const found = { en: 'status: healthy; groq: true; POST /chat: HTTP 503' };
    expect(await claiming('healthy', true, 503)).toMatchObject({ kind: 'differs', found });
    expect((await claiming('unhealthy', true, 503)).kind).toBe('differs');
  });
});

describe('labelled', () => {
  const wav = Buffer.from('RIFF\0\0\0\0WAVEfmt ', 'latin1');

  it.each(['audio/wav', 'audio/x-wav', 'application/octet-stream', ''])('WAV labelled %s', async (label) =>
    expect(await labelled(wav, label)).toEqual(HOLDS),
  );

  it.each(['audio/mpeg', 'mp3'])('WAV labelled %s is not what it says', async (label) =>
    expect(await labelled(wav, label)).toMatchObject({
      kind: 'differs',
      expected: { en: `${label}: mp3` },
      found: { en: `${label}: wav` },
    }),
  );

  it('no bytes are of no container', async () =>
    expect(await labelled(new Uint8Array(), 'mp3')).toEqual(HOLDS));
});
