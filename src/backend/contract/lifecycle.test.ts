import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chatResponse } from '../../protocol/chat.ts';
import { serviceResponse } from '../../protocol/service.ts';
import type { LlmEngine } from '../engines/llm/llm-engine.ts';
import type { SpeechEngine } from '../engines/tts/speech-engine.ts';
import { startBackend } from '../start.ts';
import { connect } from './socket-client.ts';
import { stackOf } from './stack-of-parts.ts';
import { answer, endWithFile, listen, startStack } from './stack-under-test.ts';

/** Something that never answers the word "wait": `asked` and `aborted` resolve when that happens to it. */
function stuck() {
  let ask = () => {};
  let abort = () => {};
  const asked = new Promise<void>((resolve) => {
    ask = resolve;
  });
  const aborted = new Promise<void>((resolve) => {
    abort = resolve;
  });
  const hang = async (signal: AbortSignal): Promise<never> => {
    ask();
    signal.addEventListener('abort', abort);
    return new Promise(() => {});
  };
  return { asked, aborted, hang };
}

function stuckSpeech() {
  const { asked, aborted, hang } = stuck();
  const engine: SpeechEngine = {
    id: 'stuck',
    languages: ['fr', 'en'],
    async *speak({ text }, signal) {
      yield text === 'wait' ? await hang(signal) : { samples: Float32Array.of(1), sampleRateHz: 16_000 };
    },
    close: () => Promise.resolve(),
  };
  return { asked, aborted, engine };
}

function stuckModel() {
  const { asked, aborted, hang } = stuck();
  const llm: LlmEngine = {
    id: 'stuck',
    async *reply({ message }, { signal }) {
      yield message === 'wait' ? await hang(signal) : 'yes';
    },
  };
  return { asked, aborted, llm };
}

describe('a client that hangs up', () => {
  it('stops the speech it asked for', async () => {
    const { asked, aborted, engine } = stuckSpeech();
    const stack = await stackOf({ engines: [engine] });
    const client = new AbortController();
    const headers = { 'content-type': 'application/json' };
    const asking = fetch(`${stack.url}/tts`, {
      method: 'POST',
      headers,
      body: '{"text":"wait"}',
      signal: client.signal,
    });
    await asked;
    client.abort();
    await expect(asking).rejects.toThrow();
    await aborted;
  });

  it('stops the answer it waits for on a socket', async () => {
    const { asked, aborted, llm } = stuckModel();
    const client = await connect((await stackOf({ llm: [llm] })).url);
    client.send({ type: 'message', content: 'wait' });
    await asked;
    client.socket.terminate();
    await aborted;
  });
});

describe('a socket with a running answer', () => {
  it('still gets its pongs, and is refused when it piles up messages', async () => {
    const { asked, llm } = stuckModel();
    const client = await connect((await stackOf({ llm: [llm] })).url);
    client.send({ type: 'message', content: 'wait' });
    await asked;
    client.send({ type: 'ping' });
    expect(await client.next()).toEqual({ type: 'pong' });
    for (let index = 0; index < 32; index += 1) client.send({ type: 'message', content: 'more' });
    expect(await client.next()).toMatchObject({ type: 'error', message: expect.stringContaining('waiting') });
  });
});

describe('close', () => {
  it('ends what is still running', async () => {
    const speech = stuckSpeech();
    const model = stuckModel();
    const stack = await stackOf({ engines: [speech.engine], llm: [model.llm] });
    const client = await connect(stack.url);
    const asking = stack.post('/tts', { text: 'wait' }).catch((error: unknown) => error);
    client.send({ type: 'message', content: 'wait' });
    await Promise.all([speech.asked, model.asked]);
    await Promise.all([stack.close(), once(client.socket, 'close'), speech.aborted, model.aborted]);
    expect(await asking).toBeInstanceOf(Error);
  });
});

describe('startBackend', () => {
  it('speaks with whatever this machine has when no engine is chosen', async () => {
    const backend = await startBackend({ rateLimitPerMinute: 0 });
    endWithFile(backend.close);
    const response = await fetch(`${backend.url}/`);
    const { features } = await answer(response, 200, serviceResponse);
    expect(['espeak-ng', 'flite', 'tone']).toContain(features.tts);
    for (const text of ['Bonjour, qui es-tu ?', 'Hello, who are you?']) {
      const headers = { 'content-type': 'application/json' };
      const spoken = await fetch(`${backend.url}/tts`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ text }),
      });
      expect((await listen(new Uint8Array(await spoken.arrayBuffer()))).durationS).toBeGreaterThan(0.4);
    }
  });

  it('rejects when nothing can speak, and when the port is taken', async () => {
    await expect(startBackend({ speechEngines: [] })).rejects.toThrow('not answering: tts');
    const { port } = await startStack();
    await expect(startBackend({ speechEngines: ['tone'], port })).rejects.toThrow(/EADDRINUSE/);
  });

  it('keeps its sessions in the file it is given', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stack-'));
    endWithFile(() => rmSync(folder, { recursive: true }));
    const databasePath = join(folder, 'stack.db');
    const first = await startStack({ databasePath });
    await first.post('/chat', { message: 'My name is Ada', session_id: 'ada', audio: false });
    await first.close();
    const second = await startStack({ databasePath });
    const reply = await second.post('/chat', {
      message: 'What is my name?',
      session_id: 'ada',
      audio: false,
    });
    expect((await answer(reply, 200, chatResponse)).response).toContain('Ada');
    await second.close();
  });

  it('tells its logger, line by line, and nobody else', async () => {
    const lines: string[] = [];
    await startStack({ logger: (line) => lines.push(line) });
    expect(lines).toEqual([expect.stringContaining('"engine":"tone","spoke":true')]);
  });
});
