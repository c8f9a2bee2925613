import { FormData, fetch } from 'undici';
import { describe, expect, it } from 'vitest';
import { startProvider } from '../../../fixtures/providers/provider.js';
import { recording } from '../../contract/recording.fixture.ts';
import { voiceResponse } from '../../protocol/voice.ts';
import { endWithFile, listen, startStack } from './stack-under-test.ts';

const provider = await startProvider('healthy');
endWithFile(provider.close);
const stack = await startStack({ stt: { url: provider.url, model: 'whisper-1' } });
const deaf = await startStack();

/** Sends a recording as a form. */
async function say(url: string, query = '', bytes: Uint8Array<ArrayBuffer> = recording('speech')) {
  const form = new FormData();
  form.append('file', new Blob([bytes], { type: 'audio/wav' }), 'voice.wav');
  const response = await fetch(`${url}/voice${query}`, { method: 'POST', body: form });
  return { status: response.status, body: await response.json() };
}

describe('POST /voice', () => {
  it('hears, thinks and speaks, and says what took how long', async () => {
    const { status, body } = await say(stack.url, '?session_id=v1&voice=male');
    expect(status).toBe(200);
    const answered = voiceResponse.strict().parse(body);
    expect(answered).toMatchObject({
      user_text: 'Bonjour, chère voix',
      session_id: 'v1',
      audio_format: 'mp3',
    });
    const { durationS, peak } = await listen(Buffer.from(answered.audio_base64 ?? '', 'base64'));
    expect(durationS).toBeGreaterThan(0.5);
    expect(peak).toBeGreaterThan(0.1);
    const { stt_ms, llm_ms, tts_ms, total_ms } = answered.latency;
    for (const ms of [stt_ms, llm_ms, tts_ms]) expect(ms).toBeGreaterThanOrEqual(0);
    expect(total_ms).toBeGreaterThanOrEqual((stt_ms ?? 0) + llm_ms);
  });

  it('is 503 where no engine transcribes, 415 for what is no sound, 422 for a voice that it lacks', async () => {
    const { status, body } = await say(deaf.url);
    expect([status, body]).toEqual([503, { detail: 'no engine transcribes here: the browser has to' }]);
    expect((await say(stack.url, '', Buffer.from('hello'))).status).toBe(415);
    expect((await say(stack.url, '?voice=nobody')).status).toBe(422);
  });
});
