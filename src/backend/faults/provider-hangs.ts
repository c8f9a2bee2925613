import { defineFault } from './fault.ts';
import { after, pause } from './pause.ts';

export default defineFault({
  id: 'provider-hangs',
  about: 'every provider of a language model takes the question and never answers',
  argument: null,
  meddle: (off) => ({
    reply: (honest) => (prompt, waiting) =>
      after(
        () => pause(null, off, waiting.signal),
        () => honest(prompt, waiting),
      ),
  }),
});
