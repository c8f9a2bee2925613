import { inspectAudio } from '../audio/inspect.ts';
import { namedBy } from '../audio/label.ts';
import { same } from '../domain/text.ts';
import { chatResponse } from '../protocol/chat.ts';
import { SPOKEN as CHAT } from './chat.ts';
import { type Check, differs, HOLDS, holdsIf, type Outcome } from './check.ts';
import { excerpt, replyFound } from './found.ts';
import { asking, reading } from './judgement.ts';
import { SPOKEN } from './spoken.ts';

/** Whether bytes are what their label says, be it speech or not; a label that names no container says nothing. */
export async function labelled(bytes: Uint8Array, label: string): Promise<Outcome> {
  const said = namedBy(label);
  if (said === null || bytes.length === 0) return HOLDS;
  const { container } = await inspectAudio(bytes, label);
  return holdsIf(
    container === said,
    same(`${excerpt(label)}: ${said}`),
    same(`${excerpt(label)}: ${container}`),
  );
}

const title = { en: 'sends what its label says', fr: 'envoie ce que dit son étiquette' };

/** Speech is in the container that its label names: many players go by the label alone. */
export const container: readonly Check[] = [
  {
    id: 'chat.container',
    route: 'POST /chat',
    title,
    matters: 'client',
    ...asking(
      CHAT,
      reading(
        chatResponse.pick({ audio_base64: true, audio_format: true }),
        ({ audio_base64, audio_format }) =>
          labelled(Buffer.from(audio_base64 ?? '', 'base64'), audio_format ?? ''),
      ),
    ),
  },
  {
    id: 'tts.container',
    route: 'POST /tts',
    title,
    matters: 'client',
    ...asking(SPOKEN, (reply) =>
      reply.status === 200
        ? labelled(reply.body, reply.headers['content-type'] ?? '')
        : differs(same('HTTP 200: audio/mpeg'), replyFound(reply)),
    ),
  },
];
