import { same } from '../domain/text.ts';
import { routes } from '../protocol/routes.ts';
import type { Question } from './ask.ts';
import { type Check, differs, holdsIf } from './check.ts';
import { replyFound } from './found.ts';
import { heardAs } from './hearing.ts';
import { asking, type Judge, refusingValue } from './judgement.ts';
import { SPOKEN_TEXT } from './spoken.ts';

const route = 'POST /tts/stream';
const TEXT = `${SPOKEN_TEXT} Puis la nuit se tait.`;

const saying = (text: string): Question => ({
  method: 'POST',
  path: routes.ttsStream,
  json: { text },
  work: 'inference',
});

const spoken =
  (judge: Judge): Judge =>
  (reply) =>
    reply.status === 200 ? judge(reply) : differs(same('HTTP 200: audio/mpeg'), replyFound(reply));

/** `POST /tts/stream`: speech, sentence by sentence. */
export const ttsStream: readonly Check[] = [
  {
    id: 'tts-stream.speech',
    route,
    title: { en: 'speaks every sentence, and can be heard', fr: 'dit chaque phrase, et on l’entend' },
    matters: 'client',
    ...asking(
      saying(TEXT),
      spoken(({ body, headers }) => heardAs(body, headers['content-type'] ?? null, TEXT.length)),
    ),
  },
  {
    id: 'tts-stream.chunked',
    route,
    title: { en: 'sends it without waiting for the end', fr: 'l’envoie sans attendre la fin' },
    matters: 'client',
    ...asking(
      saying(TEXT),
      spoken(({ headers }) =>
        holdsIf(
          headers['content-length'] === undefined,
          { en: 'chunks, without content-length', fr: 'des morceaux, sans content-length' },
          same(`content-length: ${headers['content-length']}`),
        ),
      ),
    ),
  },
  {
    id: 'tts-stream.empty',
    route,
    title: { en: 'refuses an empty text before it streams', fr: 'refuse un texte vide avant de diffuser' },
    matters: 'client',
    ...asking(saying(''), refusingValue),
  },
];
