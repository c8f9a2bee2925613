// Imports a decoder: loaded only where sound is heard.
import { decodeMp3 } from '../audio/mp3.ts';
import { leadingSilenceMs, withoutDc } from '../audio/pcm.ts';
import { mp3Beginning } from './mp3-duration.ts';

/** Long enough to tell speech from the noise before it; only where all of it is silent is more decoded. */
const FIRST_MS = 2_000;
/** Whoever hears nothing for so long has hung up. */
const MOST_MS = 60_000;

/** How long MP3 plays before anything is heard, in ms; null where its first minute is silent, or no sound at all. */
export async function leadingSilenceOf(mp3: Uint8Array): Promise<number | null> {
  for (const ms of [FIRST_MS, MOST_MS]) {
    const { pcm } = await decodeMp3(mp3Beginning(mp3, ms));
    if (pcm === null) continue;
    const silenceMs = leadingSilenceMs(withoutDc(pcm));
    if (silenceMs < (1000 * pcm.samples.length) / pcm.sampleRateHz) return silenceMs;
  }
  return null;
}
