import type { Text } from '../domain/text.ts';
import type { Check } from './check.ts';
import { differs, HOLDS } from './check.ts';
import { isPage, replyFound } from './found.ts';
import { asking } from './judgement.ts';
import { talking } from './socket-judgement.ts';

const title: Text = { en: 'is there', fr: 'existe' };
const A_ROUTE: Text = { en: 'an answer of the route', fr: 'une réponse de la route' };

/** An empty object is never what the route wants, so that nothing is spoken or transcribed. */
const post = (path: string): Check => ({
  id: `${path.slice(1).replace('/', '-')}.present`,
  route: `POST ${path}`,
  title,
  matters: 'optional',
  ...asking({ method: 'POST', path, json: {} }, (reply) =>
    isPage(reply) ? differs(A_ROUTE, replyFound(reply)) : HOLDS,
  ),
});

/** Routes that a stack may lack: only whether they are there. */
export const presence: readonly Check[] = [
  post('/tts/stream'),
  post('/stt'),
  post('/voice'),
  {
    id: 'voice-socket.present',
    route: 'WS /ws/voice',
    title,
    matters: 'optional',
    run: talking({ path: '/ws/voice', turns: [] }, () => HOLDS),
  },
];
