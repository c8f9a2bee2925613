import { afterAll, describe, expect, it } from 'vitest';
import { createMp3Encoder } from 'wasm-media-encoders';
import { int16, wav } from '../../audio/clips.fixture.ts';
import { inspectAudio } from '../../audio/inspect.ts';
import { audioDefects } from '../../domain/audio.ts';
import { espeakNg } from '../engines/tts/espeak-ng.ts';
import { flite } from '../engines/tts/flite.ts';
import { EngineAbsent, type SpeechEngine, type Utterance } from '../engines/tts/speech-engine.ts';
import { tone } from '../engines/tts/tone.ts';
import { joinPcm, type Pcm } from '../speech/pcm.ts';

const TEXTS = {
  en: [
    'Good morning.',
    'Yes, of course I do.',
    'She sells sea shells by the sea shore.',
    'No, no, no: you too may move the moon!',
    '48213 people talked about a guitar yesterday, near the old harbour of the town.',
    'A lighthouse guides ships at night. It has stood on the cliff for 200 years; nobody, not even the keeper, knows why.',
  ],
  fr: [
    'Bonjour.',
    'Oui, bien sûr.',
    'Les chaussettes de l’archiduchesse sont-elles sèches ?',
    'Un ours roux joue sous la lune, loin du loup.',
    '48213 personnes ont parlé de guitare hier, près du vieux port de la ville.',
    'Le phare guide les bateaux la nuit. Il est sur la falaise depuis deux siècles, et personne ne sait pourquoi.',
  ],
} as const;
const VOICES = [
  { timbre: 'female', pitchHz: 210 },
  { timbre: 'male', pitchHz: 115 },
] as const;
const RATES = [0.7, 1, 1.5];

const utterances: readonly Utterance[] = (['en', 'fr'] as const).flatMap((language) =>
  TEXTS[language].flatMap((text) =>
    VOICES.flatMap((voice) => RATES.map((rate) => ({ text, language, rate, ...voice }))),
  ),
);

async function speak(engine: SpeechEngine, utterance: Utterance): Promise<Pcm> {
  const pieces: Pcm[] = [];
  for await (const piece of engine.speak(utterance, new AbortController().signal)) pieces.push(piece);
  return joinPcm(pieces) ?? { samples: new Float32Array(0), sampleRateHz: 8000 };
}

const encoder = await createMp3Encoder();

function mp3(
  { samples, sampleRateHz }: Pcm,
  outputSampleRate: 16_000 | 22_050 | 44_100,
  bitrate: 32 | 48 | 128,
): Buffer {
  encoder.configure({ sampleRate: sampleRateHz, outputSampleRate, bitrate, channels: 1 });
  const frames = Buffer.from(encoder.encode([samples]));
  return Buffer.concat([frames, encoder.finalize()]);
}

const FORMATS: Readonly<Record<string, (pcm: Pcm) => readonly [bytes: Uint8Array, label: string]>> = {
  WAV: ({ samples, sampleRateHz }) => [wav(samples, sampleRateHz), 'audio/wav'],
  'WAV in a stream': ({ samples, sampleRateHz }) => [wav(samples, sampleRateHz, 0xffffffff), 'audio/x-wav'],
  'raw samples': ({ samples, sampleRateHz }) => [int16(samples), `audio/L16;rate=${sampleRateHz}`],
  'MP3 of 32 kbit/s': (pcm) => [mp3(pcm, 16_000, 32), 'audio/mpeg'],
  'MP3 of 48 kbit/s': (pcm) => [mp3(pcm, 22_050, 48), 'audio/mpeg'],
  'MP3 of 128 kbit/s': (pcm) => [mp3(pcm, 44_100, 128), 'mp3'],
};

const PER_CLIP = 3;
let turn = 0;

/** Half of the formats, the other half the next time. */
function nextFormats() {
  turn += 1;
  return Object.entries(FORMATS).filter((_, index) => Math.floor(index / PER_CLIP) === turn % 2);
}

/** Why an engine cannot be heard here, or nothing. */
async function absence(engine: SpeechEngine): Promise<string> {
  const [utterance] = utterances;
  try {
    if (utterance) await speak(engine, utterance);
    return '';
  } catch (error) {
    if (error instanceof EngineAbsent) return ` (not here: ${error.message})`;
    throw error;
  }
}

let clips = 0;
const engines = [tone(), espeakNg(), flite()];
const absences = await Promise.all(engines.map(absence));
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

describe('good clips raise no alarm', () => {
  engines.forEach((engine, index) => {
    const absent = absences[index] ?? '';
    it.skipIf(absent !== '')(`${engine.id}${absent}`, async () => {
      for (const utterance of utterances.filter(({ language }) => engine.languages.includes(language))) {
        const pcm = await speak(engine, utterance);
        for (const [format, write] of nextFormats()) {
          const audio = await inspectAudio(...write(pcm));
          const alarms = audioDefects(audio, utterance.text.length).map(({ text }) => text.en);
          expect({ format, ...utterance, alarms }).toMatchObject({ alarms: [] });
          clips += 1;
        }
      }
    });
  });

  it.skipIf(absences.some((absent) => absent !== ''))('there were at least 500 of them', () => {
    expect(clips).toBeGreaterThanOrEqual(500);
  });
});
