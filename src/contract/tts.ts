import { same, type Text } from '../domain/text.ts';
import { limits } from '../protocol/limits.ts';
import { routes } from '../protocol/routes.ts';
import type { Question } from './ask.ts';
import { type Check, differs, holdsIf } from './check.ts';
import { replyFound } from './found.ts';
import { heardAs } from './hearing.ts';
import { asking, type Judge, refusingValue } from './judgement.ts';
import { SPOKEN, SPOKEN_TEXT } from './spoken.ts';

const route = 'POST /tts';

const saying = (json: object): Question => ({ method: 'POST', path: routes.tts, json, work: 'inference' });

const spoken =
  (judge: Judge): Judge =>
  (reply) =>
    reply.status === 200 ? judge(reply) : differs(same('HTTP 200: audio/mpeg'), replyFound(reply));

const audible: Judge = ({ body, headers }) =>
  heardAs(body, headers['content-type'] ?? null, SPOKEN_TEXT.length);

const carrying = (header: string, matters: Check['matters'], title: Text): Check => ({
  id: `tts.${header}`,
  route,
  title,
  matters,
  ...asking(
    SPOKEN,
    spoken(({ headers }) =>
      holdsIf(
        Boolean(headers[header]?.trim()),
        { en: `a header ${header}`, fr: `un en-tête ${header}` },
        { en: 'none', fr: 'aucun' },
      ),
    ),
  ),
});

const refused = (name: string, title: Text, json: object): Check => ({
  id: `tts.${name}`,
  route,
  title,
  matters: 'client',
  ...asking(saying(json), refusingValue),
});

/** `POST /tts`: speech as bytes. */
export const tts: readonly Check[] = [
  {
    id: 'tts.speech',
    route,
    title: { en: 'speaks, and can be heard', fr: 'parle, et on l’entend' },
    matters: 'review',
    ...asking(SPOKEN, spoken(audible)),
  },
  {
    id: 'tts.label',
    route,
    title: { en: 'labels it audio/mpeg', fr: 'l’étiquette audio/mpeg' },
    matters: 'client',
    ...asking(
      SPOKEN,
      spoken(({ headers }) => {
        const label = headers['content-type'] ?? '–';
        return holdsIf(
          /^audio\/mpeg\b/.test(label),
          same('content-type: audio/mpeg'),
          same(`content-type: ${label}`),
        );
      }),
    ),
  },
  carrying('x-tts-engine', 'client', { en: 'says which engine spoke', fr: 'dit quel moteur a parlé' }),
  carrying('server-timing', 'optional', { en: 'says what took how long', fr: 'dit ce qui a pris combien' }),
  {
    id: 'tts.prosody',
    route,
    title: { en: 'takes rate, pitch and voice', fr: 'accepte débit, hauteur et voix' },
    matters: 'client',
    ...asking(saying({ text: SPOKEN_TEXT, rate: '+10%', pitch: '+0Hz', voice: 'eva' }), spoken(audible)),
  },
  refused(
    'empty',
    { en: 'refuses a text of 0 characters', fr: 'refuse un texte de 0 caractère' },
    { text: '' },
  ),
  refused(
    'too-long',
    { en: 'refuses a text of 1001 characters', fr: 'refuse un texte de 1001 caractères' },
    { text: 'a'.repeat(limits.speechChars + 1) },
  ),
  refused(
    'rate',
    { en: 'refuses a rate that is none', fr: 'refuse un débit qui n’en est pas un' },
    { text: SPOKEN_TEXT, rate: 'fast' },
  ),
];
