import { expect, it } from 'vitest';
import { type AudioFacts, describeAudio, speechDefect } from './audio.ts';

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
