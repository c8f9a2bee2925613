import * as z from 'zod';
import type { SocketEvent } from '../domain/host.ts';
import { same, type Text } from '../domain/text.ts';
import { routes } from '../protocol/routes.ts';
import type { Turn } from './ask.ts';
import { type Check, differs, HOLDS, holdsIf, type Outcome } from './check.ts';
import { fieldsOf } from './conversation.ts';
import { excerpt } from './found.ts';
import { heardAs } from './hearing.ts';
import { misfit } from './judgement.ts';
import { eventFound, talking } from './socket-judgement.ts';
import { recordingFrom } from './spoken.ts';

const route = 'WS /ws/voice';

const frame = (fields: object, until: string, work: Turn['work'] = 'lookup'): Turn => ({
  send: JSON.stringify(fields),
  until,
  work,
});

const CONFIG = frame({ type: 'config', voice: 'eva' }, 'config_ok');
const message = (until: string): Turn =>
  frame(
    { type: 'message', content: 'Dis-moi en deux phrases ce que la pluie fait au jardin.' },
    until,
    'inference',
  );

const typeOf = (event: SocketEvent | undefined): string =>
  event?.kind === 'binary' ? 'audio' : String(fieldsOf(event)?.type ?? event?.kind);

/** "token response_end audio audio_end": what came, in its order. */
const orderOf = (heard: readonly SocketEvent[]): string =>
  heard
    .map((event) => excerpt(typeOf(event)))
    .filter((type, index, all) => type !== all[index - 1])
    .join(' ');

const endsWith = (type: string, heard: readonly SocketEvent[] = []): Outcome =>
  holdsIf(typeOf(heard.at(-1)) === type, same(`{"type":"${type}"}`), eventFound(heard.at(-1)));

/** The frames of a turn; what the reference stack tells beyond them is no part of the contract. */
const turnFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('transcript'), text: z.string() }),
  z.object({ type: z.literal('token'), content: z.string() }),
  z.object({ type: z.literal('response_end'), text: z.string() }),
  z.object({ type: z.literal('audio_end') }),
]);

const ORDER: Text = same('token … response_end … audio … audio_end');

/** Tokens, the whole answer, sound among them or after, one end: and the first clip can be heard. */
async function spokenTurn(heard: readonly SocketEvent[] = []): Promise<Outcome> {
  const order = orderOf(heard);
  const inOrder =
    /^(transcript )?token (.* )?response_end (.* )?audio_end$/.test(order) && / audio /.test(order);
  if (!inOrder) return differs(ORDER, same(excerpt(order) || '–'));
  for (const event of heard) {
    if (event.kind !== 'text') continue;
    const fields = fieldsOf(event);
    const { success, error } = turnFrame.safeParse(fields);
    if (!success) return misfit(fields, error.issues);
  }
  const clip = heard.find((event) => event.kind === 'binary');
  return clip?.kind === 'binary' ? heardAs(clip.bytes, 'audio/mpeg', 1) : HOLDS;
}

/** An error in words. */
const saysWhy = (event: SocketEvent | undefined): Outcome =>
  holdsIf(Boolean(fieldsOf(event)?.message), same('{"type":"error","message":"…"}'), eventFound(event));

const check = (
  name: string,
  title: Text,
  turns: readonly Turn[],
  judge: Parameters<typeof talking>[1],
  matters: Check['matters'] = 'client',
): Check => ({
  id: `voice-socket.${name}`,
  route,
  title,
  matters,
  run: talking({ path: routes.voiceSocket, turns }, judge),
});

/** `WS /ws/voice`: spoken turns. */
export const voiceSocket: readonly Check[] = [
  check('config', { en: 'takes a voice', fr: 'accepte une voix' }, [CONFIG], ([heard]) =>
    endsWith('config_ok', heard),
  ),
  check(
    'turn',
    { en: 'speaks its answer to a message', fr: 'dit sa réponse à un message' },
    [message('audio_end')],
    ([heard]) => spokenTurn(heard),
    'optional',
  ),
  check(
    'interrupt',
    { en: 'stops at once when interrupted', fr: 'se tait dès qu’on l’interrompt' },
    [message('token'), frame({ type: 'interrupt' }, 'interrupted')],
    ([, heard]) => endsWith('interrupted', heard),
  ),
  {
    id: 'voice-socket.recording',
    route,
    title: {
      en: 'answers a recording, or says why it cannot',
      fr: 'répond à un enregistrement, ou dit pourquoi il ne peut pas',
    },
    matters: 'client',
    async run(ask) {
      const send = await recordingFrom(ask);
      if ('kind' in send) return send;
      const turns = [{ send, until: 'audio_end', work: 'inference' as const }];
      return talking({ path: routes.voiceSocket, turns }, ([heard = []]) =>
        typeOf(heard.at(-1)) === 'error' ? saysWhy(heard.at(-1)) : spokenTurn(heard),
      )(ask);
    },
  },
];
