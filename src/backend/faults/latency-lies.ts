import { routes } from '../../protocol/routes.ts';
import { editing } from './edit-answer.ts';
import { defineFault } from './fault.ts';

export default defineFault({
  id: 'latency-lies',
  about: 'latency_ms is 3, however long the client waited',
  argument: null,
  meddle: () => ({ tell: editing([routes.chat, routes.stt], () => ({ latency_ms: 3 })) }),
});
