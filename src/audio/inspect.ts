import { createHash } from 'node:crypto';
import type { AudioFacts, SoundFacts } from '../domain/audio.ts';
import { decoded } from './decode.ts';
import { namedBy } from './label.ts';
import {
  clippingRatio,
  dcOffset,
  leadingSilenceMs,
  levelDbfs,
  type Pcm,
  peakDbfs,
  silenceRatio,
  withoutDc,
} from './pcm.ts';
import { timbreOf } from './timbre.ts';

/** Fillers are about as long, and no two sentences with other first words sound alike for so long. */
const OPENING_MS = 500;

/** Of the samples as 16 bits, so that the same sound in two containers is one. */
function fingerprint({ samples }: Pick<Pcm, 'samples'>): string {
  const rounded = new Int16Array(samples.length);
  for (let index = 0; index < samples.length; index++) rounded[index] = (samples[index] ?? 0) * 32767;
  return createHash('sha256').update(new Uint8Array(rounded.buffer)).digest('hex').slice(0, 16);
}

/** What the first half second sounds like, from its first audible sample on; null where the clip is over before. */
function opening(pcm: Pcm, silenceMs: number): string | null {
  const [from, length] = [silenceMs, OPENING_MS].map((ms) => Math.round((ms * pcm.sampleRateHz) / 1000));
  const samples = pcm.samples.subarray(from, (from ?? 0) + (length ?? 0));
  return samples.length === length ? fingerprint({ samples }) : null;
}

/** Measures a clip; `audible` is the same without its direct current. */
const soundOf = (pcm: Pcm & { readonly channels: number }, audible: Pcm): SoundFacts => ({
  channels: pcm.channels,
  peakDbfs: peakDbfs(pcm),
  leadingSilenceMs: leadingSilenceMs(audible),
  clippingRatio: clippingRatio(pcm),
  dcOffset: dcOffset(pcm),
  ...timbreOf(audible),
  fingerprint: fingerprint(pcm),
  opening: opening(pcm, leadingSilenceMs(audible)),
});

function measured(pcm: Pcm & { readonly channels: number }): NonNullable<AudioFacts['decoded']> {
  const audible = withoutDc(pcm);
  return {
    durationS: pcm.samples.length / pcm.sampleRateHz,
    sampleRateHz: pcm.sampleRateHz,
    rmsDbfs: levelDbfs(pcm),
    silenceRatio: silenceRatio(audible),
    sound: soundOf(pcm, audible),
  };
}

/** Decodes `bytes` as what they are and measures them; `label` is the content type they came with. */
export async function inspectAudio(bytes: Uint8Array, label: string | null): Promise<AudioFacts> {
  const { container, pcm, stream, undecoded } = await decoded(bytes, label);
  return {
    container,
    label,
    bytes: bytes.length,
    named: namedBy(label),
    stream,
    ...(undecoded ? { undecoded } : {}),
    decoded: pcm && measured(pcm),
  };
}
