import { routes } from '../protocol/routes.ts';
import type { Answered, Ask, Question, Unasked } from './ask.ts';

/** What the stack is asked to say; nothing in it is a number or a name. */
export const SPOKEN_TEXT = 'Le phare éclaire la mer toutes les dix secondes.';

/** The one request for speech that several checks read. */
export const SPOKEN: Question = {
  method: 'POST',
  path: routes.tts,
  json: { text: SPOKEN_TEXT },
  work: 'inference',
};

const MUTE: Unasked = {
  kind: 'unasked',
  reason: {
    en: 'the stack spoke no sentence to be heard (POST /tts)',
    fr: 'la pile n’a dit aucune phrase à écouter (POST /tts)',
  },
};

/** A recording of speech, in the stack's own voice: there is no other that every machine has. */
export async function recordingFrom(ask: Ask): Promise<Answered['body'] | Unasked> {
  const reply = await ask.request(SPOKEN);
  if (reply.kind === 'unasked') return reply;
  const isSound = reply.kind === 'answered' && reply.status === 200 && reply.body.length > 0;
  return isSound ? reply.body : MUTE;
}
