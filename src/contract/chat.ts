import * as z from 'zod';
import { lastChars } from '../domain/secrets/excerpt.ts';
import { same, type Text } from '../domain/text.ts';
import { chatResponse } from '../protocol/chat.ts';
import { limits } from '../protocol/limits.ts';
import { routes } from '../protocol/routes.ts';
import type { Question } from './ask.ts';
import { type Check, differs, HOLDS, holdsIf, type Outcome } from './check.ts';
import { excerpt } from './found.ts';
import { heardAs } from './hearing.ts';
import { asking, judgeRoute, reading, refusingValue } from './judgement.ts';

const route = 'POST /chat';

/** The conversation that the checks have; it is cleared after them. */
export const SESSION = 'ralph-validate';

const saying = (json: object): Question => ({ method: 'POST', path: routes.chat, json, work: 'inference' });

export const SPOKEN = saying({
  message: 'Dis-moi en une phrase à quoi sert un phare au bord de la mer.',
  session_id: SESSION,
});
export const MUTE = saying({
  message: 'Explique en une phrase pourquoi les feuilles jaunissent en automne.',
  session_id: SESSION,
  audio: false,
});

/** What the reference stack tells beyond the contract is no part of it. */
const shape = chatResponse.pick({
  response: true,
  session_id: true,
  latency_ms: true,
  rate_limit_remaining: true,
  model: true,
  cached: true,
  audio_base64: true,
  audio_format: true,
});
const words = chatResponse.pick({ response: true });

const OWN_ANSWER: Text = {
  en: 'an answer of its own to each question',
  fr: 'une réponse propre à chaque question',
};

const answers = (another: string | undefined) =>
  reading(words, ({ response }) => {
    if (response.trim() === '') return differs(OWN_ANSWER, { en: 'no words', fr: 'aucun mot' });
    return response === another
      ? differs(OWN_ANSWER, { en: `twice: ${excerpt(response)}`, fr: `deux fois : ${excerpt(response)}` })
      : HOLDS;
  });

/** A canned sentence, such as an apology behind a 200, does not know what it was asked. */
const answersWhatIsAsked: Check['run'] = async (ask) => {
  let first: string | undefined;
  const heard = await judgeRoute(
    reading(words, ({ response }) => {
      first = response;
      return HOLDS;
    }),
  )(await ask.request(SPOKEN));
  if (heard.kind !== 'holds') return heard;
  return judgeRoute(answers(first))(await ask.request(MUTE));
};

/** A text that ends like this was not at its end: inside a word, or where more was to come. */
const BROKEN_OFF = /[\p{L}\p{N},;:–—-]$/u;

/** Some people end without a full stop; who breaks off twice was cut. */
const finishes: Check['run'] = async (ask) => {
  const ends: string[] = [];
  for (const question of [SPOKEN, MUTE]) {
    const heard = await judgeRoute(
      reading(words, ({ response }) => {
        ends.push(lastChars(response.trim(), 40));
        return HOLDS;
      }),
    )(await ask.request(question));
    if (heard.kind !== 'holds') return heard;
  }
  return holdsIf(
    !ends.every((end) => BROKEN_OFF.test(end)),
    { en: 'answers that come to their end', fr: 'des réponses qui vont à leur terme' },
    same(ends.map((end) => `…${excerpt(end)}`).join(' | ')),
  );
};

/** What the way of a request, and waiting for its turn, may add before a figure of a quarter of the rest is a lie. */
const ON_THE_WAY_MS = 250;
const LEAST_SHARE = 1 / 4;

const speechOf = reading(
  shape.pick({ response: true, audio_base64: true, audio_format: true }),
  ({ response, audio_base64, audio_format }): Outcome | Promise<Outcome> =>
    audio_base64 && audio_format
      ? heardAs(Buffer.from(audio_base64, 'base64'), audio_format, response.length)
      : differs(
          same('audio_base64, audio_format: mp3'),
          same(`audio_base64: ${excerpt(JSON.stringify(audio_base64))}`),
        ),
);

const refused = (name: string, title: Text, json: object): Check => ({
  id: `chat.${name}`,
  route,
  title,
  matters: 'client',
  ...asking(saying({ audio: false, ...json }), refusingValue),
});

const taken = (name: string, title: Text, message: string): Check => ({
  id: `chat.${name}`,
  route,
  title,
  matters: 'client',
  ...asking(saying({ message, audio: false }), answers(undefined)),
});

/** `POST /chat` */
export const chat: readonly Check[] = [
  {
    id: 'chat.shape',
    route,
    title: { en: 'answers with every field of the contract', fr: 'répond avec chaque champ du contrat' },
    matters: 'review',
    ...asking(SPOKEN, reading(shape)),
  },
  {
    id: 'chat.answer',
    route,
    title: { en: 'answers what it is asked', fr: 'répond à ce qu’on lui demande' },
    matters: 'review',
    run: answersWhatIsAsked,
  },
  {
    id: 'chat.whole',
    route,
    title: { en: 'finishes what it says', fr: 'finit ce qu’il dit' },
    matters: 'client',
    run: finishes,
  },
  {
    id: 'chat.latency',
    route,
    title: { en: 'reports the time that it took', fr: 'annonce le temps qu’il a pris' },
    matters: 'client',
    ...asking(
      SPOKEN,
      reading(chatResponse.pick({ latency_ms: true }), ({ latency_ms }, { totalMs }) =>
        holdsIf(
          latency_ms >= LEAST_SHARE * (totalMs - ON_THE_WAY_MS),
          same(`latency_ms: ${totalMs.toFixed(0)}`),
          same(`latency_ms: ${latency_ms}`),
        ),
      ),
    ),
  },
  {
    id: 'chat.session',
    route,
    title: { en: 'keeps the session it is given', fr: 'garde la session reçue' },
    matters: 'client',
    ...asking(
      SPOKEN,
      reading(chatResponse.pick({ session_id: true }), ({ session_id }) =>
        holdsIf(
          session_id === SESSION,
          same(`session_id: ${SESSION}`),
          same(`session_id: ${excerpt(session_id)}`),
        ),
      ),
    ),
  },
  {
    id: 'chat.speech',
    route,
    title: { en: 'speaks its answer, and can be heard', fr: 'dit sa réponse, et on l’entend' },
    matters: 'client',
    ...asking(SPOKEN, speechOf),
  },
  {
    id: 'chat.mute',
    route,
    title: { en: 'carries no speech with audio false', fr: 'ne porte pas de parole avec audio false' },
    matters: 'client',
    ...asking(
      MUTE,
      reading(z.object({ audio_base64: z.string().nullish() }), ({ audio_base64 }) =>
        holdsIf(
          !audio_base64,
          same('audio_base64: null'),
          same(`audio_base64: ${audio_base64?.length} chars`),
        ),
      ),
    ),
  },
  refused(
    'empty',
    { en: 'refuses a message of 0 characters', fr: 'refuse un message de 0 caractère' },
    { message: '' },
  ),
  taken('shortest', { en: 'takes a message of 1 character', fr: 'accepte un message de 1 caractère' }, '?'),
  taken(
    'longest',
    { en: 'takes a message of 2000 characters', fr: 'accepte un message de 2000 caractères' },
    'vent '.repeat(limits.messageChars / 5),
  ),
  refused(
    'too-long',
    { en: 'refuses a message of 2001 characters', fr: 'refuse un message de 2001 caractères' },
    { message: 'a'.repeat(limits.messageChars + 1) },
  ),
  refused(
    'voice',
    { en: 'refuses a voice it does not know', fr: 'refuse une voix inconnue' },
    {
      message: 'Parle-moi du vent.',
      voice: 'nobody',
    },
  ),
];
