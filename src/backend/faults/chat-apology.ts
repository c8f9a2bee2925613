import errorsExcused from './errors-excused.ts';
import { defineFault } from './fault.ts';
import llmDown from './llm-down.ts';

export default defineFault({
  id: 'chat-apology',
  about: 'the language model is dead, and chat answers 200 with an apology',
  argument: null,
  meddle: (off) => ({ ...llmDown.meddle(off, 0), ...errorsExcused.meddle(off, 0) }),
});
