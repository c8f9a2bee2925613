import type { Pcm } from '../speech/pcm.ts';
import { defineFault } from './fault.ts';

const headerBytes = 44;
const sampleBytes = 2;

/** RIFF/WAVE, 16-bit mono. */
function wavOf({ samples, sampleRateHz }: Pcm): Buffer {
  const wav = Buffer.alloc(headerBytes + samples.length * sampleBytes);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(sampleRateHz, 24);
  wav.writeUInt32LE(sampleRateHz * sampleBytes, 28);
  wav.writeUInt16LE(sampleBytes, 32);
  wav.writeUInt16LE(8 * sampleBytes, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(samples.length * sampleBytes, 40);
  for (const [index, sample] of samples.entries()) {
    wav.writeInt16LE(
      Math.round(32_767 * Math.min(1, Math.max(-1, sample))),
      headerBytes + index * sampleBytes,
    );
  }
  return wav;
}

export default defineFault({
  id: 'tts-wav-as-mp3',
  about: 'speech is WAV, labelled audio/mpeg',
  argument: null,
  meddle: () => ({ encode: () => (pcm) => Promise.resolve(wavOf(pcm)) }),
});
