import { FormData, fetch } from 'undici';
import { describe, expect, it } from 'vitest';
import { startProvider } from '../../../fixtures/providers/provider.js';
import { errorResponse, healthResponse, serviceResponse } from '../../protocol/service.ts';
import { sttResponse } from '../../protocol/speech.ts';
import { answer, endWithFile, refusal, startStack } from './stack-under-test.ts';

const megabyte = 1024 * 1024;
const wav = Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt ', 'latin1'), Buffer.alloc(4000)]);

async function hearing(name: string, sttDeadlineMs = 60_000) {
  const provider = await startProvider(name);
  endWithFile(provider.close);
  const stack = await startStack({ stt: { url: provider.url, model: 'whisper-1' }, sttDeadlineMs });
  return { stack, provider };
}

/** Sends a form; resolves with the status and the body. */
async function send(url: string, parts: Record<string, string | Uint8Array<ArrayBuffer>>) {
  const form = new FormData();
  for (const [name, part] of Object.entries(parts)) {
    if (typeof part === 'string') form.append(name, part);
    else form.append(name, new Blob([part], { type: 'audio/wav' }), 'voice.wav');
  }
  const response = await fetch(`${url}/stt`, { method: 'POST', body: form });
  return { status: response.status, body: await response.json() };
}

const withFile = (bytes: Uint8Array<ArrayBuffer>) => ({ file: bytes });
const open = await hearing('healthy');

describe('POST /stt', () => {
  it('hands the recording to the engine and answers with its text', async () => {
    const { status, body } = await send(open.stack.url, { language: 'fr', ...withFile(wav) });
    expect(status).toBe(200);
    expect(sttResponse.strict().parse(body)).toMatchObject({ text: 'Bonjour, chère voix' });
    expect(open.provider.requests.at(-1)?.body).toContain(wav.toString('latin1'));
  });

  it('takes a recording of 5 MiB, and is 413 for a larger one', async () => {
    const sized = (bytes: number) => Buffer.concat([wav], bytes);
    expect((await send(open.stack.url, withFile(sized(5 * megabyte)))).status).toBe(200);
    for (const bytes of [5 * megabyte + 1, 6 * megabyte]) {
      const { status, body } = await send(open.stack.url, withFile(sized(bytes)));
      expect([status, errorResponse.strict().safeParse(body).success]).toEqual([413, true]);
    }
  });

  it.each<[string, Record<string, string | Uint8Array<ArrayBuffer>>, number, string]>([
    ['without a file', { other: 'x' }, 422, 'file: is missing'],
    ['with a text in place of the file', { file: 'x' }, 422, 'file: is missing'],
    ['with an empty file', withFile(new Uint8Array()), 400, 'file: is empty'],
    ['with a file that is no sound', withFile(Buffer.from('hello')), 415, 'file: is no sound known here'],
  ])('%s is refused', async (_, parts, status, detail) => {
    expect(await send(open.stack.url, parts)).toEqual({ status, body: { detail } });
  });

  it('is 415 for another type of body, and 400 for a form that is none', async () => {
    const { stack } = open;
    const multipart = { 'content-type': 'multipart/form-data; boundary=x' };
    for (const type of ['application/json', 'text/plain', 'audio/wav']) {
      const reply = await stack.postRaw('/stt', '{}', { 'content-type': type });
      expect(await refusal(reply, 415)).toBe('the body must be multipart/form-data');
    }
    await refusal(await stack.postRaw('/stt', 'not a form', multipart), 400);
    await refusal(await stack.postRaw('/stt', '', { 'content-type': 'multipart/form-data' }), 400);
  });

  it('leaves the other routes without forms', async () => {
    await refusal(
      await open.stack.postRaw('/chat', 'x', { 'content-type': 'multipart/form-data; boundary=x' }),
      415,
    );
  });
});

describe('what the stack says of its hearing', () => {
  it('names the engine, proven by use', async () => {
    const health = await answer(await open.stack.get('/health'), 200, healthResponse);
    expect(health).toMatchObject({
      status: 'healthy',
      whisper: true,
      services: { stt: { engine: 'openai:whisper-1', state: 'ready' } },
    });
    expect((await answer(await open.stack.get('/'), 200, serviceResponse)).features.stt).toBe(
      'openai:whisper-1',
    );
  });

  it('is 503 where there is no engine', async () => {
    const { status, body } = await send((await startStack()).url, withFile(wav));
    expect([status, body]).toEqual([503, { detail: 'no engine transcribes here: the browser has to' }]);
  });

  it.each<[string, string, number?]>([
    ['hangs', 'no text within 30 ms', 30],
    ['refuses-key', 'status 401: the key is missing or wrong'],
    ['malformed', 'it sent something that is no transcription'],
    ['cut-character', 'the answer broke off'],
  ])('is 503 and degraded where the engine is %s', async (name, why, deadlineMs) => {
    const { stack } = await hearing(name, deadlineMs);
    const { status, body } = await send(stack.url, withFile(wav));
    expect([status, body]).toEqual([503, { detail: `no transcription: openai:whisper-1: ${why}` }]);
    const health = await answer(await stack.get('/health'), 200, healthResponse);
    expect(health).toMatchObject({
      status: 'degraded',
      whisper: false,
      services: { stt: { state: 'down' } },
    });
  });
});
