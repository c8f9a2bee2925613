import { inspectAudio } from '../audio/inspect.ts';
import { speechDefect } from '../domain/audio.ts';
import type { Text } from '../domain/text.ts';
import { differs, HOLDS, type Outcome } from './check.ts';

const AUDIBLE: Text = { en: 'speech that decodes and can be heard', fr: 'de la parole décodable et audible' };

/** Whether these bytes are, once decoded, `chars` characters of speech. */
export async function heardAs(bytes: Uint8Array, label: string | null, chars: number): Promise<Outcome> {
  const defect = speechDefect(await inspectAudio(bytes, label), chars);
  return defect ? differs(AUDIBLE, defect) : HOLDS;
}
