import { expect, it } from 'vitest';
import { readers, wrongWords } from './answer-reader.ts';
import { mp3Beginning, mp3Duration, mp3Frames } from './mp3-duration.ts';
import type { HttpDeed } from './scenario.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** A frame of MPEG-2 layer III, 24 kHz, 64 kbit/s: 576 samples, 24 ms, 192 bytes. */
const frame = Uint8Array.of(0xff, 0xf3, 0x84, 0xc4, ...new Uint8Array(188));
/** A frame of MPEG-1 layer III, 44.1 kHz, 128 kbit/s, padded: 1152 samples, 418 bytes. */
const wide = Uint8Array.of(0xff, 0xfb, 0x92, 0x64, ...new Uint8Array(414));

it('counts the sound of MP3, wherever it is cut', () => {
  expect(mp3Duration()(Buffer.concat([frame, frame, frame]))).toBe(72);
  expect(mp3Duration()(wide)).toBeCloseTo((1152 / 44_100) * 1000, 9);
  const info = Uint8Array.from(frame);
  info.set(bytes('Info'), 13);
  expect(mp3Duration()(Buffer.concat([info, frame]))).toBe(24);
  const added = mp3Duration();
  const stream = Buffer.concat([bytes('ID3 and a tag'), frame, frame]);
  const single = [...stream].map((byte) => added(Uint8Array.of(byte)));
  expect(single.filter((ms) => ms > 0)).toEqual([24, 24]);
  expect(single.at(-1)).toBe(24);
});

it('cuts MP3 after so much sound, and takes tags and figures away', () => {
  const info = Uint8Array.from(frame);
  info.set(bytes('Info'), 13);
  const tagged = Buffer.concat([bytes('ID3 and a tag'), info, frame, frame, frame.subarray(0, 100)]);
  expect(mp3Beginning(tagged, 25)).toEqual(tagged.subarray(0, 13 + 2 * 192));
  expect(mp3Beginning(tagged, 0)).toHaveLength(0);
  expect(mp3Beginning(bytes('no sound'), 100)).toHaveLength(8);
  expect(mp3Frames(tagged)).toEqual(Buffer.concat([frame, frame]));
});

const question = { method: 'POST', path: '/', json: {}, topic: 'guitar' } as const;

function read(kind: HttpDeed['kind'], type: string, ...pieces: readonly (string | Uint8Array)[]) {
  const reader = readers[kind](question, type);
  pieces.forEach((piece, index) => {
    reader.piece(typeof piece === 'string' ? bytes(piece) : piece, 100 * (index + 1));
  });
  return reader.end();
}

const right = { wrong: null, firstMs: null, underrunMs: null };

it.each([
  ['get', 'text/plain', ['x'], right],
  ['get', 'text/plain', [], { wrong: 'empty answer' }],
  ['chat', 'application/json', ['{"respon', 'se":"A guitar."}'], right],
  ['chat', 'application/json', ['{"response":" "}'], { wrong: 'empty answer' }],
  ['chat', 'text/html', ['<html>'], { wrong: 'empty answer' }],
  ['chat', 'application/json', ['{"response":"Sorry, try again"}'], { wrong: 'apology' }],
  ['tts', 'audio/mpeg', [frame], right],
  ['tts', 'application/json', ['{}'], { wrong: 'not audio' }],
  ['tts-stream', 'audio/mpeg', ['no frames'], { wrong: 'no sound' }],
  // 24 ms of sound, then nothing for 100 ms: 76 ms of silence.
  ['tts-stream', 'audio/mpeg', ['ID3', frame, frame], { wrong: null, firstMs: 200, underrunMs: 76 }],
] as const)('%s as %s: %j', (kind, type, pieces, expected) => {
  expect(read(kind, type, ...pieces)).toEqual(expected);
});

it('a streamed chat has its first token, and is right only with its end', () => {
  const token = (content: string) => `event: token\ndata: ${JSON.stringify({ content })}\n\n`;
  const end = 'event: end\ndata: {}\n\n';
  const stream = (...pieces: string[]) => read('chat-stream', 'text/event-stream', ...pieces);
  const twice = stream(token(''), token('A') + token(' blue'), token(''), token(' guitar'), end);
  expect(twice).toEqual({ ...right, firstMs: 200, gapsMs: Float64Array.of(0, 200) });
  expect(stream(token('A guitar'))).toEqual({ wrong: 'no end event' });
  expect(stream(token('A guitar'), 'event: error\ndata: {}\n\n')).toEqual({ wrong: 'error event' });
  expect(stream(end)).toEqual({ wrong: 'empty answer' });
});

it('an apology that keeps to its topic is an answer', () => {
  expect(wrongWords('Sorry, I never owned a guitar.', 'guitar')).toBeNull();
});
