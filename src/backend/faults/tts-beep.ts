import { defineFault } from './fault.ts';

const loudness = 0.3;

export default defineFault({
  id: 'tts-beep',
  about: 'speech is valid MP3 of the right length, of one tone of N Hz',
  argument: { unit: 'Hz', default: 440, min: 50, max: 4_000 },
  meddle: (_, hertz) => ({
    encode:
      (honest) =>
      ({ samples, sampleRateHz }, signal) => {
        const beep = (_sample: number, index: number) =>
          loudness * Math.sin((2 * Math.PI * hertz * index) / sampleRateHz);
        return honest({ samples: samples.map(beep), sampleRateHz }, signal);
      },
  }),
});
