import { EngineUnavailable } from '../failures.ts';
import { canned } from './canned.ts';
import { defineFault } from './fault.ts';
import llmDown from './llm-down.ts';

const apology = 'Désolée, un souci technique me laisse sans voix. Réessaie dans quelques minutes.';

export default defineFault({
  id: 'chat-apology',
  about: 'the language model is dead, and chat answers 200 with an apology',
  argument: null,
  meddle: (off) => ({
    ...llmDown.meddle(off, 0),
    converse: (honest) => async (remark, signal, hear) => {
      try {
        return await honest(remark, signal, hear);
      } catch (error) {
        if (error instanceof EngineUnavailable) return canned(apology, hear);
        throw error;
      }
    },
  }),
});
