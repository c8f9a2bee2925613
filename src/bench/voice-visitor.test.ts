import { once, setMaxListeners } from 'node:events';
import { expect, it, onTestFinished, vi } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Ear } from './ear.ts';
import type { Outcome } from './visitor.ts';
import { voiceVisitors } from './voice-visitor.ts';

/** Three frames of MPEG-2 layer III at 24 kHz and 64 kbit/s: 72 ms. */
const frame = Uint8Array.of(0xff, 0xf3, 0x84, 0xc4, ...new Uint8Array(188));
const sound = Buffer.concat([frame, frame, frame]);

const token = { type: 'token', content: 'A guitar.' };
const end = { type: 'audio_end' };

type Said = object | Buffer | 'close' | 'terminate';

function say(socket: WebSocket, said: Said): void {
  if (said === 'close') socket.close(4001);
  else if (said === 'terminate') socket.terminate();
  else socket.send(Buffer.isBuffer(said) ? said : JSON.stringify(said));
}

/** A stack that answers every turn with these frames, and all that it heard. */
async function stack(...answer: readonly Said[]) {
  const heard: (string | Buffer)[] = [];
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket) => {
    socket.on('message', (data: Buffer, binary) => {
      heard.push(binary ? data : data.toString());
      if (!binary && JSON.parse(data.toString()).type === 'config') return say(socket, { type: 'config_ok' });
      for (const said of answer) say(socket, said);
    });
  });
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, heard };
}

const hears = (silenceMs: number | null): Ear => ({
  leadingSilence: async () => silenceMs,
  close: async () => {},
});

function crowd(url: string, { ear = hears(30), timeoutMs = 20_000, words = 'hi' as string | Buffer } = {}) {
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const asked = { url, headers: {}, speech: 'en', timeoutMs, signal: stop.signal } as const;
  const visitors = voiceVisitors(asked, () => ({ say: words, topic: 'guitar' }), ear);
  onTestFinished(visitors.close);
  return { ...visitors, stop };
}

const message = '{"type":"message","content":"hi"}';

async function turn(answer: readonly Said[], options?: Parameters<typeof crowd>[1]): Promise<Outcome> {
  const { url } = await stack(...answer);
  return crowd(url, { words: message, ...options })
    .enter()
    .turn(0);
}

const failed = (reason: string) => ({ kind: 'failed', reason });

it('an answer is heard after its silence, and has been listened to after all of its sound', async () => {
  const said = [token, { type: 'response_end', text: 'A guitar.' }, sound, { ...token, content: ' ' }, end];
  const outcome = await turn(said);
  if (outcome.kind !== 'answered' || !outcome.heard || outcome.firstMs === null) throw new Error('no answer');
  const { sentMs, firstMs, endMs, heard, underrunMs, gapsMs } = outcome;
  expect([sentMs <= firstMs, firstMs <= endMs, heard.audibleMs >= firstMs + 30]).toEqual([true, true, true]);
  expect(heard.playedMs - heard.audibleMs).toBeCloseTo(42, 6);
  expect(underrunMs).toBe(0);
  expect(gapsMs).toHaveLength(1);
});

it.each<[string, readonly Said[], string]>([
  ['ends without sound', [token, end], 'no sound'],
  ['sends garbage for sound', [token, Buffer.alloc(3000, 0xfe), end], 'no sound'],
  ['sends nothing for sound', [token, Buffer.alloc(0), end], 'no sound'],
  ['says nothing', [sound, end], 'empty answer'],
  ['apologises', [{ ...token, content: 'Sorry, try again.' }, sound, end], 'apology'],
  ['closes in the middle', [token, sound, 'close'], 'closed with 4001'],
  ['drops in the middle', [token, sound, 'terminate'], 'closed with 1006'],
  ['refuses', [{ type: 'error', message: 'no <b>model</b>' }], 'error frame'],
  ['is asked too often', [{ type: 'error', message: 'wait', retry_after: 7 }], 'rate limit'],
  ['interrupts itself', [token, { type: 'interrupted' }], 'interrupted'],
  ['speaks for six minutes', [token, Buffer.concat(Array(5000).fill(sound)), end], 'too much sound'],
  ['sends and sends', [token, ...Array(9).fill(Buffer.alloc(1024 * 1024)), end], 'too much sound'],
])('a stack that %s', async (_, answer, reason) => {
  expect(await turn(answer)).toEqual(failed(reason));
});

it.each<[string, readonly Said[]]>([
  ['never ends', [token, sound]],
  ['ends its words only', [token, sound, { type: 'response_end', text: 'A guitar.' }]],
  ['talks of other things', [Buffer.from('noise'), { type: 'mood' }, 'x' as never]],
])('a stack that %s is given up', async (_, answer) => {
  expect(await turn(answer, { timeoutMs: 100 })).toEqual(failed('timeout'));
});

it('a silent answer, and one that could not be decoded, are no answers', async () => {
  const answer = [token, sound, end];
  expect(await turn(answer, { ear: hears(null) })).toEqual(failed('only silence'));
  const broken: Ear = { leadingSilence: () => Promise.reject(new Error('gone')), close: async () => {} };
  expect(await turn(answer, { ear: broken })).toEqual(failed('sound not decoded'));
});

it('the ear gets all of the sound, in bytes of their own', async () => {
  const ear = { leadingSilence: vi.fn(async (_mp3: Uint8Array<ArrayBuffer>) => 0), close: async () => {} };
  await turn([token, sound, frameOf(sound), end], { ear });
  const [mp3] = ear.leadingSilence.mock.calls[0] ?? [];
  expect(Buffer.from(mp3 ?? [])).toEqual(Buffer.concat([sound, frameOf(sound)]));
  expect(mp3?.buffer.byteLength).toBe(mp3?.length);
});

const frameOf = (bytes: Buffer) => bytes.subarray(0, 192);

it('a visitor says once who it is, goes on in its session, and comes back on a new socket', async () => {
  const { url, heard } = await stack(token, sound, end);
  const recording = Buffer.from('a recording');
  const visitor = crowd(url, { words: recording }).enter();
  await visitor.turn(0);
  await visitor.turn(1);
  visitor.leave();
  await visitor.turn(2);
  const sessions = heard.filter((said) => typeof said === 'string').map((said) => JSON.parse(said));
  expect(heard.map((said) => typeof said)).toEqual(['string', 'object', 'object', 'string', 'object']);
  expect(heard[1]).toEqual(recording);
  expect(sessions[0]).toEqual({ type: 'config', session_id: expect.stringMatching(/^ralph-bench-/) });
  expect(sessions[1]).toEqual(sessions[0]);
});

it('a run that is stopped waits for nobody', async () => {
  const { url } = await stack(token);
  const { enter, stop } = crowd(url, { words: message });
  const visitor = enter();
  const turn = visitor.turn(0);
  stop.abort();
  expect(await turn).toEqual({ kind: 'abandoned' });
  expect(await visitor.turn(1)).toEqual({ kind: 'abandoned' });
});
