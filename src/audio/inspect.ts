import type { AudioFacts } from '../domain/audio.ts';
import { containerOf } from './container.ts';
import { decodeMp3 } from './mp3.ts';
import { levelDbfs, type Pcm, silenceRatio } from './pcm.ts';
import { decodeWav } from './wav.ts';

const DECODERS: Partial<
  Record<AudioFacts['container'], (bytes: Uint8Array) => Pcm | undefined | Promise<Pcm | undefined>>
> = { mp3: decodeMp3, wav: decodeWav };

/** Decodes `bytes` as what they are and measures them; `label` is the content type they came with. */
export async function inspectAudio(bytes: Uint8Array, label: string | null): Promise<AudioFacts> {
  const container = containerOf(bytes);
  const pcm = await DECODERS[container]?.(bytes);
  return {
    container,
    label,
    bytes: bytes.length,
    decoded: pcm
      ? {
          durationS: pcm.samples.length / pcm.sampleRateHz,
          sampleRateHz: pcm.sampleRateHz,
          rmsDbfs: levelDbfs(pcm),
          silenceRatio: silenceRatio(pcm),
        }
      : null,
  };
}
