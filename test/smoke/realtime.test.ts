import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { startProvider } from '../../fixtures/providers/provider.js';
import { startBackend } from '../../src/backend/start.ts';
import eva from '../../src/dialects/eva.ts';
import openaiRealtime from '../../src/dialects/openai-realtime.ts';
import { createHost } from '../../src/host/host.ts';
import voiceSocket from '../../src/probes/voice-socket.ts';
import { asking, scripted } from '../../src/suites/scripted-host.ts';
import { folder, ralph, start } from './ralph.ts';
import { type Manner, realtimeServer, sound, tell } from './realtime-server.ts';

interface Review {
  readonly verdict: string;
  readonly metrics: readonly { readonly id: string; readonly value: number }[];
  readonly scores: readonly { readonly criterion: string; readonly points: number | null }[];
  readonly blockers: readonly { readonly id: string }[];
  readonly warnings: readonly {
    readonly id: string;
    readonly title: string;
    readonly evidence: readonly string[];
  }[];
}

/** A review of a server in this dialect, by the real command line. */
async function reviewed(url: string, ...more: readonly string[]) {
  const cwd = await folder();
  await writeFile(join(cwd, 'ralph.config.yaml'), `target:\n  url: ${url}\n  dialect: openai-realtime\n`);
  const only = ['--only', 'backend,websocket,voice_socket'];
  const { code, stdout, stderr } = await ralph(['review', '-q', '--json', ...only, ...more], { cwd });
  expect(stderr).toBe('');
  const review: Review = JSON.parse(stdout);
  return {
    ...{ code, review, text: stdout },
    number: (id: string) => review.metrics.find((metric) => metric.id === id)?.value,
    found: [...review.blockers, ...review.warnings]
      .map(({ id }) => id)
      .filter((id) => id !== 'noisy-machine'),
  };
}

it('the reference stack is reviewed in the dialect of the Realtime API', async () => {
  const stack = start(['serve', '--port', '0', '--rate-limit', '0']);
  onTestFinished(() => void stack.child.kill('SIGKILL'));
  await stack.saying('http://127.0.0.1:');
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(stack.said()) ?? [];
  const { code, number, found } = await reviewed(`${url}/v1`, '-n', '3');
  expect({ code, found }).toEqual({ code: 0, found: [] });
  for (const id of [
    ...['websocket.connect_ms', 'websocket.ttft_ms', 'voice_socket.first_token_ms', 'voice_socket.v2v_ms'],
    'voice_socket.barge_in_ack_ms',
  ])
    expect(number(id), id).toBeGreaterThan(0);
  expect(number('websocket.rtt_ms')).toBeUndefined();
  expect([number('websocket.success_pct'), number('voice_socket.success_pct')]).toEqual([100, 100]);
  expect([number('voice_socket.barge_in_ignored_pct'), number('websocket.fake_pct')]).toEqual([0, 0]);
});

const { host, close } = createHost();
const endings: (() => unknown)[] = [close];
afterAll(() => Promise.all(endings.map((end) => end())));

it('recordings are heard over it word by word, and answered aloud', async () => {
  const { url, close: end } = await startProvider('listens');
  const provider = { url, model: 'any' };
  const backend = await startBackend({
    ...{ rateLimitPerMinute: 0, speechEngines: ['openai'], stt: provider, tts: { ...provider } },
  });
  endings.push(backend.close, end);
  const connecting = { url: backend.url, paths: {}, apiKey: null, http: host.http };
  const { voiceSocket: voice } = openaiRealtime.connect(connecting);
  if (!voice) throw new Error('no voice');
  const { context } = scripted({});
  const scenario = { ...context.scenario, samples: 2, timeoutMs: 30_000 };
  const outcome = await voiceSocket.observe({
    ...{ ...context, ...asking(scenario), host, stack: { ...eva.connect(connecting), voiceSocket: voice } },
  });
  if ('unavailable' in outcome) throw new Error(outcome.unavailable);
  const { by, turns } = outcome.readings;
  expect(by).toBe('recording');
  for (const sample of turns.warm) {
    if (!('reply' in sample)) throw new Error(JSON.stringify(sample));
    const { heard, said, audio, chunks } = sample.reply;
    expect(heard).toBe(said.toLowerCase());
    expect(audio).toMatchObject({ container: 'pcm', label: 'audio/pcm;rate=24000' });
    const playedS = chunks.reduce((sum, { audioMs }) => sum + audioMs, 0) / 1000;
    expect(playedS).toBeCloseTo(audio?.decoded?.durationS ?? 0, 3);
  }
});

const words = (text: string) => ({ type: 'response.output_audio_transcript.delta', delta: text });
const BRIEF = ['--timeout', '1s', '-n', '2', '--warmup', '0'];
const answering =
  (answer: Manner): Manner =>
  (socket, type) => {
    if (type === 'response.create') answer(socket, type);
  };

/** Says a word every ms, and sound in between, for as long as anybody listens. */
const endless: Manner = answering((socket) => {
  const timer = setInterval(() => {
    const { type, ...fields } = words(' more');
    tell(socket, type, fields);
    tell(socket, 'response.output_audio.delta', { delta: sound(20) });
  }, 1);
  socket.on('close', () => clearInterval(timer));
});

describe('a server that is not well', () => {
  it.each<[string, Manner, RegExp]>([
    ['is silent', () => {}, /no token within 1000 ms/],
    ['closes', answering((socket) => socket.close(1011)), /closed with 1011 after 0 tokens/],
    ['says what is no event', answering((socket) => socket.send('}{')), /no token within 1000 ms/],
    ['sends bytes', answering((socket) => socket.send(Buffer.alloc(9_000))), /no token within 1000 ms/],
    ['never ends', endless, /no end within 1000 ms, after \d+ tokens/],
    [
      'ends without a word',
      answering((socket) => tell(socket, 'response.done', { response: { status: 'completed' } })),
      /the turn ended without a token/,
    ],
    [
      'fails',
      answering((socket) =>
        tell(socket, 'response.done', {
          response: { status: 'failed', status_details: { error: { message: 'the card is full' } } },
        }),
      ),
      /error frame: the card is full/,
    ],
    [
      'knows no such model',
      answering((socket) => tell(socket, 'error', { error: { message: 'no model gpt-realtime' } })),
      /error frame: no model gpt-realtime/,
    ],
  ])('%s', async (_, manner, said) => {
    const { found, text, number } = await reviewed(await realtimeServer(manner), ...BRIEF);
    expect(found).toEqual(['websocket-broken']);
    expect(text).toMatch(said);
    expect(number('voice_socket.v2v_ms')).toBeUndefined();
    expect(number('voice_socket.success_pct')).toBe(0);
  });

  it('talks on when it is interrupted', async () => {
    const talking = answering((socket) => {
      let pieces = 0;
      const timer = setInterval(() => {
        const { type, ...fields } = words(`word ${pieces} `);
        tell(socket, type, fields);
        tell(socket, 'response.output_audio.delta', { delta: sound(60) });
        pieces += 1;
        if (pieces < 30) return;
        clearInterval(timer);
        tell(socket, 'response.done', { response: { status: 'completed' } });
      }, 60);
      socket.on('close', () => clearInterval(timer));
    });
    const { found, number } = await reviewed(await realtimeServer(talking), ...BRIEF, '--timeout', '20s');
    expect(number('voice_socket.barge_in_ignored_pct')).toBe(100);
    expect(number('voice_socket.barge_in_stop_ms')).toBeGreaterThan(1_000);
    expect(found).toContain('barge-in-ignored');
  });
});
