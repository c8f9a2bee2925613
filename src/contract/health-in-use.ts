import { same } from '../domain/text.ts';
import { routes } from '../protocol/routes.ts';
import { healthResponse } from '../protocol/service.ts';
import type { Question } from './ask.ts';
import { MUTE } from './chat.ts';
import { type Check, HOLDS, holdsIf } from './check.ts';
import { judgeRoute, reading } from './judgement.ts';

/** Asked again: what was said before the stack was used is no answer. */
const AFTERWARDS: Question = {
  method: 'GET',
  path: routes.health,
  headers: { 'cache-control': 'no-cache' },
};

/** `GET /health`, after the model was used: what it claims then must be what use showed. */
export const healthInUse: readonly Check[] = [
  {
    id: 'health.use',
    route: 'GET /health',
    title: { en: 'does not call a dead model healthy', fr: 'ne dit pas « healthy » un modèle mort' },
    matters: 'client',
    async run(ask) {
      const chat = await ask.request(MUTE);
      const dead = chat.kind === 'answered' && chat.status >= 500;
      const claim = reading(
        healthResponse.pick({ status: true, groq: true }),
        ({ status, groq }) =>
          dead
            ? holdsIf(
                status !== 'healthy' && !groq,
                same('status: degraded | unhealthy; groq: false'),
                same(`status: ${status}; groq: ${groq}; POST ${routes.chat}: HTTP ${chat.status}`),
              )
            : HOLDS,
        [200, 503],
      );
      return judgeRoute(claim)(await ask.request(AFTERWARDS));
    },
  },
];
