import { expect, it } from 'vitest';
import {
  type AudioFacts,
  audioDefects,
  describeAudio,
  type SoundFacts,
  sharedSounds,
  speechDefect,
} from './audio.ts';

const clip = (decoded: Partial<NonNullable<AudioFacts['decoded']>> = {}): AudioFacts => ({
  container: 'mp3',
  label: 'audio/mpeg',
  bytes: 9000,
  decoded: { durationS: 1, sampleRateHz: 24000, rmsDbfs: -20, silenceRatio: 0.1, ...decoded },
});

it.each<[string, AudioFacts, number]>([
  ['as fast as speech may be', clip({ durationS: 1 }), 50],
  ['as short as speech may be', clip({ durationS: 0.2 }), 1],
  ['as quiet as speech may be', clip({ rmsDbfs: -55 }), 10],
  ['as silent as speech may be', clip({ silenceRatio: 0.95 }), 10],
])('%s: speech', (_, audio, chars) => {
  expect(speechDefect(audio, chars)).toBeUndefined();
});

it.each<[string, AudioFacts, number, string]>([
  ['faster', clip({ durationS: 1 }), 51, '9000 bytes decode to 1.00 s for 51 characters'],
  ['shorter', clip({ durationS: 0.199 }), 1, 'decode to 0.20 s'],
  ['quieter', clip({ rmsDbfs: -55.1 }), 10, '1.00 s of silence (-55 dBFS)'],
  ['more silent', clip({ silenceRatio: 0.951 }), 10, 'of silence'],
  ['undecodable', { ...clip(), decoded: null }, 10, '9000 bytes do not decode as audio (mp3)'],
  ['empty', { ...clip(), bytes: 0, decoded: null }, 10, 'no bytes'],
])('%s: no speech, in both languages', (_, audio, chars, why) => {
  const defect = speechDefect(audio, chars);
  expect(defect?.en).toContain(why);
  expect(defect?.fr).not.toBe(defect?.en);
});

it('describes a clip by what an operator wants to know of it', () => {
  expect(describeAudio(clip({ durationS: 1.536, rmsDbfs: -20.6 })).fr).toBe('9000 B mp3, 1.54 s, -21 dBFS');
  expect(describeAudio({ ...clip(), decoded: null }).en).toBe('9000 B mp3');
});

it('evidence from before sounds were measured has no defect that nobody looked for', () => {
  expect(audioDefects(clip(), 10)).toEqual([]);
});

const sound = (fingerprint: string): SoundFacts => ({
  channels: 1,
  peakDbfs: -6,
  leadingSilenceMs: 20,
  clippingRatio: 0,
  dcOffset: 0,
  movementDb: 9,
  pureRatio: 0,
  flatness: 0.02,
  fingerprint,
});

it.each<[string, Partial<SoundFacts>, string[]]>([
  ['as still as speech may be', { movementDb: 2.5 }, []],
  ['a hum', { movementDb: 2.4 }, ['monotone']],
  ['too short to tell from a hum', { movementDb: null }, []],
  ['as pure as speech may be', { pureRatio: 0.65 }, []],
  ['a tone', { pureRatio: 0.66 }, ['tone']],
  ['as hissing as speech may be', { flatness: 0.4 }, []],
  ['a noise', { flatness: 0.41 }, ['noise']],
  ['the gravest first', { dcOffset: -0.03, clippingRatio: 0.002, flatness: 0.5 }, ['noise', 'clipped', 'dc']],
])('%s', (_, heard, found) => {
  const audio = clip({ sound: { ...sound('a'), ...heard } });
  expect(audioDefects(audio, 10).map(({ id }) => id)).toEqual(found);
});

it('every defect is said in both languages', () => {
  const stream = { truncated: true, glued: 'ID3', strayBytes: 100, sampleRatesHz: [8000, 16_000] };
  const heard = { ...sound('a'), movementDb: 0, pureRatio: 1, flatness: 1, dcOffset: 1, clippingRatio: 1 };
  const late = { ...heard, leadingSilenceMs: 2000 };
  const worst = clip({ durationS: 99, rmsDbfs: -50, silenceRatio: 0.9, sampleRateHz: 4000, sound: late });
  const defects = audioDefects({ ...worst, stream, named: 'wav' }, 1);
  expect(defects).toHaveLength(15);
  for (const { text } of defects) expect(text.fr).not.toBe(text.en);
});

it('the same sound twice is shared by both, and no other is', () => {
  const [a, b, c] = ['x', 'y', 'x'].map((print) => ({ audio: clip({ sound: sound(print) }) }));
  const others = [{ audio: null }, { audio: null }, { audio: clip() }, { audio: clip() }];
  expect(a && b && c && sharedSounds([a, b, c, ...others])).toEqual([a, c]);
});
