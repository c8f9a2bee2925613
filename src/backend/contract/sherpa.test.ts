import { FormData, fetch } from 'undici';
import { describe, expect, it } from 'vitest';
import { healthResponse, serviceResponse } from '../../protocol/service.ts';
import { sttResponse } from '../../protocol/speech.ts';
import { sherpaFolder, wavOf } from '../engines/stt/sherpa.fixture.ts';
import { sherpa } from '../engines/stt/sherpa.ts';
import { stackOf } from './stack-of-parts.ts';
import { answer } from './stack-under-test.ts';

async function hearing(manner?: string) {
  const { folder, installed } = sherpaFolder(manner);
  const stack = await stackOf({ stt: sherpa({ folder }, installed) });
  async function send(file: Uint8Array<ArrayBuffer>) {
    const form = new FormData();
    form.append('file', new Blob([file]), 'voice');
    const response = await fetch(`${stack.url}/stt`, { method: 'POST', body: form });
    return { status: response.status, body: await response.json() };
  }
  return { stack, send };
}

describe('a stack that hears with a model of its own', async () => {
  const { stack, send } = await hearing();

  it('writes down a recording, proven by use from the start', async () => {
    expect(await answer(await stack.get('/health'), 200, healthResponse)).toMatchObject({
      status: 'healthy',
      whisper: true,
      services: { stt: { engine: 'sherpa:whisper', state: 'ready' } },
    });
    expect((await answer(await stack.get('/'), 200, serviceResponse)).features.stt).toBe('sherpa:whisper');
    const { status, body } = await send(wavOf(1));
    expect([status, sttResponse.strict().parse(body).text]).toEqual([200, '2: 16000 at 16000, 50 %']);
  });

  it('refuses what it cannot read with 415, and is as healthy as before', async () => {
    const webm = new Uint8Array([0x1a, 0x45, 0xdf, 0xa3, ...Buffer.alloc(100)]);
    for (let each = 0; each < 4; each += 1) {
      expect(await send(webm)).toEqual({
        status: 415,
        body: { detail: 'file: this stack hears WAV and MP3, not webm' },
      });
    }
    expect((await answer(await stack.get('/health'), 200, healthResponse)).status).toBe('healthy');
  });
});

describe('a stack whose model cannot be read', () => {
  it('starts, says so, and answers everything else', async () => {
    const { stack, send } = await hearing('aborts');
    expect(await send(wavOf(1))).toEqual({
      status: 503,
      body: { detail: 'no transcription: sherpa:whisper: its process ended (SIGABRT)' },
    });
    expect(await answer(await stack.get('/health'), 200, healthResponse)).toMatchObject({
      status: 'degraded',
      whisper: false,
    });
  });
});
