import { defineFault, milliseconds } from './fault.ts';
import { after, pause } from './pause.ts';

export default defineFault({
  id: 'chat-slow',
  about: 'every language model needs N ms more before its first word; beyond its deadline it is passed',
  argument: milliseconds(2_000, 120_000),
  meddle: (off, ms) => ({
    reply: (honest) => (prompt, waiting) =>
      after(
        () => pause(ms, off, waiting.signal),
        () => honest(prompt, waiting),
      ),
  }),
});
