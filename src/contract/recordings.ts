import type * as z from 'zod';
import { routes } from '../protocol/routes.ts';
import { sttResponse } from '../protocol/speech.ts';
import { voiceResponse } from '../protocol/voice.ts';
import type { Ask } from './ask.ts';
import { type Check, differs } from './check.ts';
import { isPage, replyFound } from './found.ts';
import { heardAs } from './hearing.ts';
import { asking, type Judge, judgeRoute, reading, refusing } from './judgement.ts';
import { recordingFrom } from './spoken.ts';

const NO_SOUND = new TextEncoder().encode('this is no sound');

/** Where no engine listens, the browser has to: 503 is what the contract says then. */
const orNoEngine =
  (judge: Judge): Judge =>
  (reply) =>
    reply.status === 503 ? refusing(503)(reply) : judge(reply);

const sending = async (ask: Ask, path: string, judge: Judge) => {
  const file = await recordingFrom(ask);
  if ('kind' in file) return file;
  return judgeRoute(judge)(await ask.request({ method: 'POST', path, file, work: 'inference' }));
};

/** What every route that takes a recording promises. */
const promises = (name: string, path: string): readonly Check[] => [
  {
    id: `${name}.present`,
    route: `POST ${path}`,
    title: { en: 'is there', fr: 'existe' },
    matters: 'optional',
    ...asking({ method: 'POST', path, json: {} }, (reply) =>
      isPage(reply)
        ? differs({ en: 'an answer of the route', fr: 'une réponse de la route' }, replyFound(reply))
        : refusing(400, 415, 422, 503)(reply),
    ),
  },
  {
    id: `${name}.no-sound`,
    route: `POST ${path}`,
    title: { en: 'refuses a file that is no sound', fr: 'refuse un fichier qui n’est pas du son' },
    matters: 'client',
    ...asking({ method: 'POST', path, file: NO_SOUND }, refusing(400, 415, 422, 503)),
  },
];

const heard = (name: string, path: string, title: Check['title'], shape: z.ZodType): Check => ({
  id: `${name}.recording`,
  route: `POST ${path}`,
  title,
  matters: 'client',
  run: (ask) => sending(ask, path, orNoEngine(reading(shape))),
});

/** What the reference stack tells beyond the contract is no part of it. */
const turn = voiceResponse
  .pick({ user_text: true, eva_response: true, audio_base64: true, mood: true })
  .extend({
    latency: voiceResponse.shape.latency.pick({ stt_ms: true, llm_ms: true, tts_ms: true, total_ms: true }),
  });

/** `POST /stt` and `POST /voice`: the routes that take a recording. */
export const recordings: readonly Check[] = [
  ...promises('stt', routes.stt),
  heard(
    'stt',
    routes.stt,
    {
      en: 'transcribes a recording, or says that no engine does',
      fr: 'transcrit un enregistrement, ou dit qu’aucun moteur ne le fait',
    },
    sttResponse,
  ),
  ...promises('voice', routes.voice),
  heard(
    'voice',
    routes.voice,
    {
      en: 'answers a recording, or says that no engine listens',
      fr: 'répond à un enregistrement, ou dit qu’aucun moteur n’écoute',
    },
    turn,
  ),
  {
    id: 'voice.speech',
    route: `POST ${routes.voice}`,
    title: { en: 'answers with speech that can be heard', fr: 'répond par une parole audible' },
    matters: 'client',
    run: (ask) =>
      sending(
        ask,
        routes.voice,
        orNoEngine(
          reading(turn, ({ audio_base64, eva_response }) =>
            heardAs(Buffer.from(audio_base64 ?? '', 'base64'), 'mp3', eva_response.length),
          ),
        ),
      ),
  },
];
