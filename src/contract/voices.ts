import { same } from '../domain/text.ts';
import { routes } from '../protocol/routes.ts';
import { voicesResponse } from '../protocol/service.ts';
import { voices as contractVoices } from '../protocol/voices.ts';
import type { Question } from './ask.ts';
import { type Check, holdsIf, type Outcome } from './check.ts';
import { excerpt } from './found.ts';
import { asking, reading } from './judgement.ts';

const route = 'GET /voices';
const question: Question = { method: 'GET', path: routes.voices };

/** Whether each voice of the contract is among these ids. */
export function namesAllVoices(ids: readonly string[]): Outcome {
  const absent = contractVoices.map(({ id }) => id).filter((id) => !ids.includes(id));
  const found = absent.join(', ');
  return holdsIf(
    absent.length === 0,
    { en: 'the ten voices of the contract', fr: 'les dix voix du contrat' },
    { en: `without ${found}`, fr: `sans ${found}` },
  );
}

/** `GET /voices` */
export const voices: readonly Check[] = [
  {
    id: 'voices.shape',
    route,
    title: { en: 'gives each voice id, name and default', fr: 'donne à chaque voix id, name et default' },
    matters: 'client',
    ...asking(question, reading(voicesResponse)),
  },
  {
    id: 'voices.default',
    route,
    title: { en: 'has one default', fr: 'en a une par défaut' },
    matters: 'client',
    ...asking(
      question,
      reading(voicesResponse, ({ voices: all }) => {
        const names = all.filter((voice) => voice.default).map(({ id }) => id);
        return holdsIf(
          names.length === 1,
          { en: 'one default', fr: 'une seule par défaut' },
          same(`${names.length}${names.length > 0 ? `: ${excerpt(names.join(', '))}` : ''}`),
        );
      }),
    ),
  },
  {
    id: 'voices.all',
    route,
    title: { en: 'lists the ten voices', fr: 'liste les dix voix' },
    matters: 'optional',
    ...asking(
      question,
      reading(voicesResponse, ({ voices: all }) => namesAllVoices(all.map(({ id }) => id))),
    ),
  },
];
