import { setImmediate as breathe } from 'node:timers/promises';
import type { Pcm } from '../../speech/pcm.ts';
import type { SpeechEngine, Utterance } from './speech-engine.ts';
import { type Syllable, syllablesOf } from './syllables.ts';

const sampleRateHz = 16_000;
const loudness = 0.5;
const tableLength = 512;
const harmonics = 24;
const vibratoHz = 5;

/** The first two formants of each vowel, Hz: Peterson and Barney 1952, rounded. */
const formantsHz = { a: [730, 1090], e: [530, 1840], i: [270, 2290], o: [570, 840], u: [300, 870] } as const;

/** One period of a vowel: harmonics of the pitch, louder near the formants, with a peak of 1. */
function vowelWave(vowel: Syllable['vowel'], pitchHz: number): Float32Array {
  const wave = new Float32Array(tableLength);
  for (let harmonic = 1; harmonic <= harmonics; harmonic += 1) {
    const weight = formantsHz[vowel].reduce(
      (sum, formantHz) => sum + Math.exp(-(((harmonic * pitchHz - formantHz) / 150) ** 2)),
      0.3 / harmonic,
    );
    for (let index = 0; index < tableLength; index += 1) {
      wave[index] = (wave[index] ?? 0) + weight * Math.sin((2 * Math.PI * harmonic * index) / tableLength);
    }
  }
  const peak = wave.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
  return wave.map((sample) => sample / peak);
}

/** Sings one syllable: a raised-cosine swell at a gliding pitch, then its pause. */
function sing(syllable: Syllable, wave: Float32Array, pitchHz: number, rate: number): Float32Array {
  const voiced = Math.round((syllable.voicedMs / 1000 / rate) * sampleRateHz);
  const pause = Math.round((syllable.pauseMs / 1000 / rate) * sampleRateHz);
  const samples = new Float32Array(voiced + pause);
  let phase = 0;
  for (let index = 0; index < voiced; index += 1) {
    const swell = 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / voiced);
    const vibrato = 1 + 0.02 * Math.sin((2 * Math.PI * vibratoHz * index) / sampleRateHz);
    phase += (pitchHz * syllable.pitch * vibrato) / sampleRateHz;
    samples[index] = loudness * Math.sqrt(swell) * (wave[Math.floor((phase % 1) * tableLength)] ?? 0);
  }
  return samples;
}

async function* singAll({ text, rate, pitchHz }: Utterance, signal: AbortSignal): AsyncGenerator<Pcm> {
  const waves = new Map<Syllable['vowel'], Float32Array>();
  for (const syllable of syllablesOf(text)) {
    const wave = waves.get(syllable.vowel) ?? vowelWave(syllable.vowel, pitchHz);
    waves.set(syllable.vowel, wave);
    yield { samples: sing(syllable, wave, pitchHz, rate), sampleRateHz };
    if (syllable.pauseMs > 0) await breathe();
    signal.throwIfAborted();
  }
}

/** Our own synthesiser, with no word in it: one vowel-like tone per syllable, so length and melody follow the text. */
export function tone(): SpeechEngine {
  return { id: 'tone', languages: ['fr', 'en'], speak: singAll, close: () => Promise.resolve() };
}
