import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { Language } from '../../../protocol/voices.ts';

/** What the JSON beside a voice says of it. */
export interface PiperVoice {
  readonly sampleRateHz: number;
  readonly languages: readonly Language[];
}

const description = z.object({
  audio: z.object({ sample_rate: z.number().int().min(8_000).max(48_000) }),
  language: z.object({ family: z.string() }).optional(),
  espeak: z.object({ voice: z.string() }).optional(),
});

const known: readonly Language[] = ['fr', 'en'];

/** Reads `<voice>.json`; a voice of another language, or of none, is taken for both. Throws when it cannot be read. */
export function readPiperVoice(voice: string): PiperVoice {
  const { audio, language, espeak } = description.parse(JSON.parse(readFileSync(`${voice}.json`, 'utf8')));
  const spoken = language?.family ?? espeak?.voice ?? '';
  const own = known.filter((each) => spoken.startsWith(each));
  return { sampleRateHz: audio.sample_rate, languages: own.length > 0 ? own : known };
}
