import { decoded } from '../audio/decode.ts';
import type { Container } from '../domain/audio.ts';
import type { KeptSound, SoundType } from '../domain/kept-sound.ts';
import type { ProbeContext } from '../domain/probe.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import type { ChatReply } from '../domain/stack.ts';
import { pcm16Of } from '../protocol/pcm16.ts';
import { resample } from '../protocol/resample.ts';
import { waveFile } from '../protocol/wave-file.ts';

/** Of each sound as much as this is kept: some ten seconds of MP3, three of samples. */
const MOST_BYTES = 96 * 1024;
/** Samples are kept at the rate at which speech is told apart, and no faster. */
const RATE_HZ = 16_000;
const PEAKS = 200;
const SAID_CHARS = 400;

const TYPES: Readonly<Partial<Record<Container, SoundType>>> = {
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  ogg: 'audio/ogg',
};

interface Offered {
  readonly bytes: Uint8Array;
  readonly label: string | null;
  readonly said: string;
}

/** The loudest sample of each of so many stretches, to the hundredth. */
function peaksOf(samples: Float32Array): number[] {
  const count = Math.min(PEAKS, samples.length);
  return Array.from({ length: count }, (_, index) => {
    const [from, to] = [index, index + 1].map((edge) => Math.floor((edge * samples.length) / count));
    let peak = 0;
    for (let at = from ?? 0; at < (to ?? 0); at += 1) peak = Math.max(peak, Math.abs(samples[at] ?? 0));
    return Math.round(Math.min(1, peak) * 100) / 100;
  });
}

/** A sound as evidence keeps it: as it came where it is short, else its beginning; undefined where nobody can decode it. */
export async function keptSound({ bytes, label, said }: Offered): Promise<KeptSound | undefined> {
  const { pcm, container } = await decoded(bytes, label);
  if (!pcm || pcm.samples.length === 0) return undefined;
  const type = TYPES[container];
  const { samples, sampleRateHz } = pcm;
  const text = firstChars(said, SAID_CHARS);
  if (type && bytes.length <= MOST_BYTES) {
    return {
      ...{ said: text, type, bytes: Buffer.from(bytes).toString('base64'), isCut: false },
      ...{ durationS: samples.length / sampleRateHz, peaks: peaksOf(samples) },
    };
  }
  const rateHz = Math.min(RATE_HZ, sampleRateHz);
  const most = Math.floor(((MOST_BYTES / 2) * sampleRateHz) / rateHz);
  const kept = resample(samples.slice(0, most), sampleRateHz, rateHz);
  const file = waveFile({ rateHz, widthBytes: 2, channels: 1 }, pcm16Of(kept));
  return {
    ...{ said: text, type: 'audio/wav', bytes: Buffer.from(file).toString('base64') },
    ...{ isCut: samples.length > most, durationS: kept.length / rateHz, peaks: peaksOf(kept) },
  };
}

/** Keeps the sound that was offered last, where a run keeps any; it is looked into when all is measured. */
export function soundKeeper({ keepsSounds }: Pick<ProbeContext, 'keepsSounds'>) {
  let last: Offered | undefined;
  function offer(bytes: Uint8Array | null, label: string | null, said: string): void {
    if (keepsSounds && bytes && bytes.length > 0) last = { bytes, label, said };
  }
  return {
    offer,
    /** The sound of an answer; of one that came in pieces the first. */
    answer({ text, audio, clips }: Pick<ChatReply, 'text' | 'audio' | 'clips'>): void {
      const [first] = clips ?? [];
      if (first) offer(first.audio, first.label, first.text);
      else offer(audio, null, text);
    },
    /** As it stands in the outcome of a probe. */
    async kept(): Promise<{ readonly sound?: KeptSound }> {
      const sound = last && (await keptSound(last));
      return sound ? { sound } : {};
    },
  };
}
