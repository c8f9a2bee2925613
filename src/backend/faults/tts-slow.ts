import { defineFault, milliseconds } from './fault.ts';
import { after, pause } from './pause.ts';

export default defineFault({
  id: 'tts-slow',
  about: 'every engine needs N ms more before it speaks; beyond its deadline it is passed',
  argument: milliseconds(2_000, 60_000),
  meddle: (off, ms) => ({
    speak: (honest) => (utterance, signal) =>
      after(
        () => pause(ms, off, signal),
        () => honest(utterance, signal),
      ),
  }),
});
