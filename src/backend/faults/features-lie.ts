import { routes } from '../../protocol/routes.ts';
import { editing } from './edit-answer.ts';
import { defineFault } from './fault.ts';

export default defineFault({
  id: 'features-lie',
  about: 'the root route names a language model that is not the one that answers',
  argument: null,
  meddle: () => ({
    tell: editing([routes.service], ({ features }) => ({
      features: { ...Object(features), llm: 'llama-3.3-70b-versatile' },
    })),
  }),
});
