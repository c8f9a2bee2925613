import { defineFault } from './fault.ts';

export default defineFault({
  id: 'tts-truncated',
  about: 'speech breaks off: only the first N % of its bytes are there, with a clean 200',
  argument: { unit: '%', default: 10, min: 1, max: 99 },
  meddle: (_, percent) => ({
    encode: (honest) => async (pcm, signal) => {
      const mp3 = await honest(pcm, signal);
      return mp3.subarray(0, Math.ceil((mp3.length * percent) / 100));
    },
  }),
});
