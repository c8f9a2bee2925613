import type { Text } from '../domain/text.ts';
import { limits } from '../protocol/limits.ts';
import { routes } from '../protocol/routes.ts';
import type { Question } from './ask.ts';
import { type Check, KEY_WANTED } from './check.ts';
import { asking, type Judge, judgeAny, refusing } from './judgement.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

const toChat = (rest: Partial<Question>): Question => ({ method: 'POST', path: routes.chat, ...rest });

const refusal = (name: string, title: Text, matters: Check['matters'], run: Pick<Check, 'run'>): Check => ({
  id: `errors.${name}`,
  route: 'errors',
  title,
  matters,
  ...run,
});

/** Off every route, where 404 and 405 are what to hope for. */
const offRoute = (question: Question, judge: Judge): Pick<Check, 'run'> => ({
  run: async (ask) =>
    judgeAny((reply) => (reply.status === 401 ? KEY_WANTED : judge(reply)))(await ask.request(question)),
});

/** Every error has one shape, `{"detail":"…"}`, and a status that tells whose fault it is. */
export const errors: readonly Check[] = [
  refusal(
    'route',
    { en: '404 for an unknown route', fr: '404 pour une route inconnue' },
    'client',
    offRoute({ method: 'GET', path: '/ralph-validate/nowhere' }, refusing(404)),
  ),
  refusal(
    'method',
    { en: '404 or 405 for GET on a POST route', fr: '404 ou 405 pour GET sur une route POST' },
    'client',
    offRoute({ method: 'GET', path: routes.chat }, refusing(404, 405)),
  ),
  refusal(
    'address',
    { en: '400 for an address that cannot be read', fr: '400 pour une adresse illisible' },
    'optional',
    offRoute({ method: 'GET', path: '/%zz' }, refusing(400)),
  ),
  refusal('key', { en: '401 without the API key', fr: '401 sans la clé d’API' }, 'client', {
    run: async (ask) =>
      judgeAny(refusing(401))(
        await ask.request({ method: 'POST', path: routes.clear, json: {}, keyless: true }),
      ),
  }),
  refusal(
    'no-json',
    { en: '400 or 422 for a body that is no JSON', fr: '400 ou 422 pour un corps qui n’est pas du JSON' },
    'client',
    asking(toChat({ headers: JSON_TYPE }), refusing(400, 422)),
  ),
  refusal(
    'no-object',
    { en: '422 for JSON that is no object', fr: '422 pour du JSON qui n’est pas un objet' },
    'client',
    asking(toChat({ json: ['Bonjour'] }), refusing(422)),
  ),
  refusal(
    'no-message',
    { en: '422 for a missing field', fr: '422 pour un champ absent' },
    'client',
    asking(toChat({ json: {} }), refusing(422)),
  ),
  refusal(
    'type',
    { en: '415 for a body of another type', fr: '415 pour un corps d’un autre type' },
    'client',
    asking(
      toChat({
        json: { message: 'Parle-moi du vent.', audio: false },
        headers: { 'content-type': 'text/plain' },
      }),
      refusing(415),
    ),
  ),
  refusal(
    'size',
    { en: '413 for a body over 64 KiB', fr: '413 pour un corps de plus de 64 Kio' },
    'optional',
    asking(toChat({ json: { message: 'a'.repeat(limits.bodyBytes + 1) } }), refusing(413)),
  ),
];
