import type { AudioFacts } from '../domain/audio.ts';

const startsWith = (bytes: Uint8Array, text: string, at = 0): boolean =>
  [...text].every((character, index) => bytes[at + index] === character.charCodeAt(0));

/** Eleven set bits open every MPEG audio frame (ISO/IEC 11172-3, 2.4.1.3); layer bits 01 mean layer III. */
const isMpegFrame = (bytes: Uint8Array): boolean => bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2;

/** Recognises a container by its first bytes; the label that came with it is not asked. */
export function containerOf(bytes: Uint8Array): AudioFacts['container'] {
  if (startsWith(bytes, 'RIFF') && startsWith(bytes, 'WAVE', 8)) return 'wav';
  if (startsWith(bytes, 'OggS')) return 'ogg';
  if (startsWith(bytes, 'fLaC')) return 'flac';
  if (startsWith(bytes, 'ID3') || isMpegFrame(bytes)) return 'mp3';
  return 'unknown';
}
