import { ProviderFailure } from '../engines/provider/provider-failure.ts';
import { defineFault } from './fault.ts';

export default defineFault({
  id: 'llm-down',
  about: 'no language model answers: chat is 503, health tells',
  argument: null,
  meddle: () => ({
    reply: () => () => {
      throw new ProviderFailure('it does not answer');
    },
  }),
});
