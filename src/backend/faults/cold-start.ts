import { defineFault } from './fault.ts';
import { after, pause } from './pause.ts';

const loadingMs = 1_500;

export default defineFault({
  id: 'cold-start',
  about: `the first N answers, and the first N sentences spoken, come ${loadingMs} ms late`,
  argument: { unit: 'uses', default: 1, min: 1, max: 100 },
  meddle(off, uses) {
    const loading = () => {
      let begun = 0;
      return (signal: AbortSignal) => {
        begun += 1;
        return begun > uses ? Promise.resolve() : pause(loadingMs, off, signal);
      };
    };
    const [model, voice] = [loading(), loading()];
    return {
      reply: (honest) => (prompt, waiting) =>
        after(
          () => model(waiting.signal),
          () => honest(prompt, waiting),
        ),
      speak: (honest) => (utterance, signal) =>
        after(
          () => voice(signal),
          () => honest(utterance, signal),
        ),
    };
  },
});
