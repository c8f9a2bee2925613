import type { Container } from '../domain/audio.ts';

/** What labels say of containers: "audio/mpeg", "mp3", "audio/x-wav"; the first that fits. */
const LABELS: readonly (readonly [label: RegExp, container: Container])[] = [
  [/mpeg|mp3/i, 'mp3'],
  [/wav/i, 'wav'],
  [/flac/i, 'flac'],
  [/webm/i, 'webm'],
  [/ogg|opus/i, 'ogg'],
  [/audio\/(?:pcm|l16|x-raw)\b|^pcm$/i, 'pcm'],
  [/aac/i, 'aac'],
  [/mp4|m4a/i, 'mp4'],
];

/** The container that a label names; null when it names none that is known here. */
export const namedBy = (label: string | null): Container | null =>
  LABELS.find(([naming]) => naming.test(label ?? ''))?.[1] ?? null;

/** How raw samples are laid out; 16 bits each. */
export interface RawFormat {
  readonly sampleRateHz: number;
  readonly channels: number;
  /** The order of the two bytes; null where the label does not settle it. */
  readonly littleEndian: boolean | null;
}

/** The rate of services that send "audio/pcm" and no more: OpenAI's speech API says 24 kHz, 16 bits, mono. */
const USUAL_RATE_HZ = 24_000;

/** What the parameters of a label for raw samples say: `audio/L16;rate=16000;channels=2`. */
export function rawFormat(label: string): RawFormat {
  const parameter = (name: string) =>
    Number(new RegExp(`[;,\\s]${name}=(?:\\(int\\))?"?(\\d{1,6})`, 'i').exec(label)?.[1]);
  // RFC 2586 puts the high byte of L16 first, and many services that say L16 do not.
  return {
    sampleRateHz: parameter('rate') || USUAL_RATE_HZ,
    channels: parameter('channels') || 1,
    littleEndian: /l16/i.test(label) ? null : !/s16be/i.test(label),
  };
}
