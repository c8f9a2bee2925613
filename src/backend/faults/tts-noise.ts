import { randomBytes } from 'node:crypto';
import { defineFault } from './fault.ts';

const loudness = 0.3;

/** White noise: every sample stands for itself. */
function noise(count: number): Float32Array {
  const bytes = randomBytes(2 * count);
  return Float32Array.from(
    { length: count },
    (_, index) => (loudness * bytes.readInt16LE(2 * index)) / 32_768,
  );
}

export default defineFault({
  id: 'tts-noise',
  about: 'speech is valid MP3 of the right length, of white noise',
  argument: null,
  meddle: () => ({
    encode:
      (honest) =>
      ({ samples, sampleRateHz }, signal) =>
        honest({ samples: noise(samples.length), sampleRateHz }, signal),
  }),
});
