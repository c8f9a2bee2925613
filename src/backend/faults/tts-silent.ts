import { defineFault } from './fault.ts';

export default defineFault({
  id: 'tts-silent',
  about: 'speech is valid MP3 of the right length, without a sound in it',
  argument: null,
  meddle: () => ({
    encode:
      (honest) =>
      ({ samples, sampleRateHz }, signal) =>
        honest({ samples: new Float32Array(samples.length), sampleRateHz }, signal),
  }),
});
