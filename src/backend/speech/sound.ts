import { readMp3 } from './mp3-reader.ts';
import type { Pcm } from './pcm.ts';
import { readWav } from './wav.ts';

/** Containers of sound, by the bytes they open with. */
const signatures = [
  { container: 'wav', at: 8, bytes: 'WAVE' },
  { container: 'mp3', at: 0, bytes: 'ID3' },
  { container: 'ogg', at: 0, bytes: 'OggS' },
  { container: 'flac', at: 0, bytes: 'fLaC' },
  { container: 'webm', at: 0, bytes: '\x1aE\xdf\xa3' },
  { container: 'm4a', at: 4, bytes: 'ftyp' },
] as const;

/** What speech is recorded with; a lie beyond it would cost the encoder any amount of memory. */
const sampleRatesHz = { slowest: 8_000, fastest: 192_000 } as const;

/** A container that is known here. */
type Container = (typeof signatures)[number]['container'];

/** Eleven set bits open every MPEG audio frame (ISO/IEC 11172-3, 2.4.1.3); layer bits 01 mean layer III. */
const isMpegFrame = (bytes: Uint8Array): boolean => bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2;

/** What bytes are, whatever label came with them; null for what is no sound known here. */
export function containerOf(bytes: Uint8Array): Container | null {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  const signature = signatures.find(({ at, bytes: opening }) => head.startsWith(opening, at));
  return signature?.container ?? (isMpegFrame(bytes) ? 'mp3' : null);
}

/** Decodes WAV or MP3. Rejects on anything else, and on what does not decode from its first to its last byte. */
export async function readSound(bytes: Uint8Array): Promise<Pcm> {
  const sound = await decode(bytes);
  const { slowest, fastest } = sampleRatesHz;
  if (sound.sampleRateHz >= slowest && sound.sampleRateHz <= fastest) return sound;
  throw new Error(`returned sound of ${sound.sampleRateHz} Hz`);
}

async function decode(bytes: Uint8Array): Promise<Pcm> {
  const container = containerOf(bytes);
  if (container === 'wav') return readWav(bytes);
  if (container === 'mp3') return readMp3(bytes);
  throw new Error(bytes.length === 0 ? 'returned nothing' : 'returned neither WAV nor MP3');
}
