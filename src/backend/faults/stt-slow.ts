import { defineFault, milliseconds } from './fault.ts';
import { after, pause } from './pause.ts';

export default defineFault({
  id: 'stt-slow',
  about: 'the ear needs N ms more for every recording',
  argument: milliseconds(1_500, 60_000),
  meddle: (off, ms) => ({
    transcribe: (honest) => (recording, signal) =>
      after(
        () => pause(ms, off, signal),
        () => honest(recording, signal),
      ),
  }),
});
