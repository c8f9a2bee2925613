import { createHash } from 'node:crypto';
import type { AudioFacts, Container, SoundFacts } from '../domain/audio.ts';
import { containerOf } from './container.ts';
import type { Decoded } from './decoded.ts';
import { namedBy, rawFormat } from './label.ts';
import { decodeMp3 } from './mp3.ts';
import { decodeOgg } from './opus.ts';
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
import { decodeRaw } from './raw.ts';
import { timbreOf } from './timbre.ts';
import { decodeWav } from './wav.ts';

const NOTHING: Decoded = { pcm: null, stream: null };
const undecoded = (): Decoded => ({ ...NOTHING, undecoded: 'no-decoder' });

const DECODERS: Readonly<
  Record<Container, (bytes: Uint8Array, label: string) => Decoded | Promise<Decoded>>
> = {
  mp3: decodeMp3,
  wav: decodeWav,
  pcm: (bytes, label) => decodeRaw(bytes, rawFormat(label)),
  ogg: (bytes) => decodeOgg(bytes),
  flac: undecoded,
  webm: undecoded,
  aac: undecoded,
  mp4: undecoded,
  unknown: () => NOTHING,
};

/** Of the samples as 16 bits, so that the same sound in two containers is one. */
function fingerprint({ samples }: Pcm): string {
  const rounded = new Int16Array(samples.length);
  for (let index = 0; index < samples.length; index++) rounded[index] = (samples[index] ?? 0) * 32767;
  return createHash('sha256').update(new Uint8Array(rounded.buffer)).digest('hex').slice(0, 16);
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
  const named = namedBy(label);
  const found = containerOf(bytes);
  const container = found === 'unknown' && named === 'pcm' ? 'pcm' : found;
  const { pcm, stream, undecoded } = await DECODERS[container](bytes, label ?? '');
  return {
    container,
    label,
    bytes: bytes.length,
    named,
    stream,
    ...(undecoded ? { undecoded } : {}),
    decoded: pcm && measured(pcm),
  };
}
