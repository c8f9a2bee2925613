import { EngineUnavailable } from '../failures.ts';
import { canned } from './canned.ts';
import { defineFault } from './fault.ts';

const apology = 'Désolée, un souci technique me laisse sans voix. Réessaie dans quelques minutes.';

export default defineFault({
  id: 'errors-excused',
  about: 'whatever a language model fails with, chat answers 200 with an apology',
  argument: null,
  meddle: () => ({
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
