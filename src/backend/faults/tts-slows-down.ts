import { defineFault, milliseconds } from './fault.ts';
import { after, pause } from './pause.ts';

const mostMs = 2_000;

export default defineFault({
  id: 'tts-slows-down',
  about: `each sentence comes N ms later than the one before it did, up to ${mostMs} ms`,
  argument: milliseconds(100, 1_000),
  meddle(off, ms) {
    let spoken = 0;
    return {
      speak: (honest) => (utterance, signal) => {
        const lateMs = Math.min(mostMs, ms * spoken);
        spoken += 1;
        return after(
          () => pause(lateMs, off, signal),
          () => honest(utterance, signal),
        );
      },
    };
  },
});
