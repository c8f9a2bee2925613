import { routes } from '../protocol/routes.ts';
import { serviceResponse } from '../protocol/service.ts';
import type { Question } from './ask.ts';
import type { Check } from './check.ts';
import { asking, reading } from './judgement.ts';
import { namesAllVoices } from './voices.ts';

const route = 'GET /';
const question: Question = { method: 'GET', path: routes.service };

/** `GET /`: what the stack says it is. */
export const root: readonly Check[] = [
  {
    id: 'root.shape',
    route,
    title: {
      en: 'names service, version, features and voices',
      fr: 'nomme service, version, fonctions et voix',
    },
    matters: 'client',
    ...asking(question, reading(serviceResponse)),
  },
  {
    id: 'root.voices',
    route,
    title: { en: 'lists the ten voices', fr: 'liste les dix voix' },
    matters: 'optional',
    ...asking(
      question,
      reading(serviceResponse.pick({ voices: true }), ({ voices }) => namesAllVoices(voices)),
    ),
  },
];
