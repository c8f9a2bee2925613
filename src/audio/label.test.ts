import { expect, it } from 'vitest';
import { namedBy, rawFormat } from './label.ts';

it.each([
  ['audio/mpeg', 'mp3'],
  ['MP3', 'mp3'],
  ['audio/x-wav', 'wav'],
  ['audio/wave', 'wav'],
  ['audio/ogg; codecs=opus', 'ogg'],
  ['audio/webm;codecs=opus', 'webm'],
  ['audio/flac', 'flac'],
  ['audio/aac', 'aac'],
  ['audio/mp4', 'mp4'],
  ['audio/pcm', 'pcm'],
  ['audio/L16;rate=16000', 'pcm'],
  ['audio/x-raw, format=S16LE', 'pcm'],
  ['application/octet-stream', null],
  ['', null],
  [null, null],
])('%j names %s', (label, container) => {
  expect(namedBy(label)).toBe(container);
});

it.each<[string, number, number, boolean | null]>([
  ['audio/pcm', 24_000, 1, true],
  ['audio/pcm;rate=48000;channels=2', 48_000, 2, true],
  ['audio/L16; rate=16000', 16_000, 1, null],
  ['audio/x-raw,format=(string)S16BE,rate=(int)8000,channels=(int)1', 8000, 1, false],
  ['audio/pcm;bitrate=64', 24_000, 1, true],
  ['audio/pcm;rate=0;channels=0', 24_000, 1, true],
])('%s', (label, sampleRateHz, channels, littleEndian) => {
  expect(rawFormat(label)).toEqual({ sampleRateHz, channels, littleEndian });
});
