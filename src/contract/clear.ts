import { same } from '../domain/text.ts';
import { clearResponse } from '../protocol/chat.ts';
import { routes } from '../protocol/routes.ts';
import { SESSION } from './chat.ts';
import { type Check, holdsIf } from './check.ts';
import { excerpt } from './found.ts';
import { asking, reading, refusingValue } from './judgement.ts';

const route = 'POST /clear';

/** `POST /clear`; it also ends the conversation that the checks had. */
export const clear: readonly Check[] = [
  {
    id: 'clear.shape',
    route,
    title: { en: 'says which session it cleared', fr: 'dit quelle session elle a vidée' },
    matters: 'client',
    ...asking(
      { method: 'POST', path: routes.clear, json: { session_id: SESSION } },
      reading(clearResponse, ({ session_id }) =>
        holdsIf(
          session_id === SESSION,
          same(`session_id: ${SESSION}`),
          same(`session_id: ${excerpt(session_id)}`),
        ),
      ),
    ),
  },
  {
    id: 'clear.nameless',
    route,
    title: { en: 'refuses to clear what is not named', fr: 'refuse de vider ce qui n’est pas nommé' },
    matters: 'client',
    ...asking({ method: 'POST', path: routes.clear, json: {} }, refusingValue),
  },
];
