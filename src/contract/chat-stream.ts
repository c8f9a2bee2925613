import { fromJson } from '../domain/from-json.ts';
import { same } from '../domain/text.ts';
import { chatEvents } from '../protocol/chat.ts';
import { routes } from '../protocol/routes.ts';
import type { Question } from './ask.ts';
import { type Check, differs, HOLDS, holdsIf } from './check.ts';
import { excerpt, replyFound, textOf } from './found.ts';
import { heardAs } from './hearing.ts';
import { asking, type Judge, misfit, refusingValue } from './judgement.ts';

const route = 'POST /chat/stream';

const saying = (json: object): Question => ({
  method: 'POST',
  path: routes.chatStream,
  json,
  work: 'inference',
});

const SPOKEN = saying({ message: 'Dis-moi en une phrase ce que le vent fait aux voiles.' });

interface StreamEvent {
  readonly name: string;
  readonly data: unknown;
}

const field = (block: string, name: string): string =>
  block
    .split(/\r?\n/)
    .filter((line) => line.startsWith(`${name}:`))
    .map((line) => line.slice(name.length + 1).trim())
    .join('\n');

const dataOf = (text: string): unknown => {
  try {
    return fromJson(text);
  } catch {
    return text;
  }
};

/** The events of a whole stream (WHATWG HTML, 9.2.6); comments and blocks without data are none. */
const eventsOf = (stream: string): StreamEvent[] =>
  stream
    .split(/\r?\n\r?\n/)
    .filter((block) => field(block, 'data') !== '')
    .map((block) => ({ name: field(block, 'event'), data: dataOf(field(block, 'data')) }));

/** Judges the events of a stream that arrived whole. */
const streamed =
  (judge: (events: readonly StreamEvent[]) => ReturnType<Judge>): Judge =>
  (reply) => {
    const isStream = /^text\/event-stream/.test(reply.headers['content-type'] ?? '');
    return reply.status === 200 && isStream
      ? judge(eventsOf(textOf(reply)))
      : differs(same('HTTP 200: text/event-stream'), replyFound(reply));
  };

/** "token audio end" and how often each: what came, in its order. */
const orderOf = (events: readonly StreamEvent[]): string =>
  events
    .map(({ name }) => excerpt(name) || 'message')
    .filter((name, index, all) => name !== all[index - 1])
    .join(' ');

/** What the reference stack tells of its engines at the end is no part of the contract. */
const shapes = {
  ...chatEvents,
  end: chatEvents.end.pick({
    session_id: true,
    latency_ms: true,
    rate_limit_remaining: true,
    model: true,
    cached: true,
  }),
} as const;

const isEventName = (name: string): name is keyof typeof chatEvents => Object.hasOwn(chatEvents, name);

const fitsEach = (events: readonly StreamEvent[]) => {
  for (const { name, data } of events) {
    if (!isEventName(name))
      return differs(same('token | audio | end | error'), same(excerpt(name || 'message')));
    const { success, error } = shapes[name].safeParse(data);
    if (!success) return misfit(data, error.issues);
  }
  return HOLDS;
};

const firstClip = (events: readonly StreamEvent[]) => {
  const clip = chatEvents.audio.safeParse(events.find(({ name }) => name === 'audio')?.data);
  return clip.success
    ? heardAs(Buffer.from(clip.data.audio_base64, 'base64'), clip.data.audio_format, 1)
    : differs(same('event: audio'), same(orderOf(events) || '–'));
};

/** `POST /chat/stream`: server-sent events. */
export const chatStream: readonly Check[] = [
  {
    id: 'chat-stream.order',
    route,
    title: {
      en: 'sends tokens and speech as they come, then one end',
      fr: 'envoie mots et parole à mesure, puis une fin',
    },
    matters: 'client',
    ...asking(
      SPOKEN,
      streamed((events) =>
        holdsIf(
          /^token( audio| token)* audio( token)* end$/.test(orderOf(events)),
          same('token … audio … end'),
          same(excerpt(orderOf(events)) || '–'),
        ),
      ),
    ),
  },
  {
    id: 'chat-stream.shape',
    route,
    title: { en: 'gives every event its shape', fr: 'donne sa forme à chaque événement' },
    matters: 'client',
    ...asking(SPOKEN, streamed(fitsEach)),
  },
  {
    id: 'chat-stream.speech',
    route,
    title: { en: 'sends speech that can be heard', fr: 'envoie une parole audible' },
    matters: 'client',
    ...asking(SPOKEN, streamed(firstClip)),
  },
  {
    id: 'chat-stream.empty',
    route,
    title: {
      en: 'refuses an empty message before it streams',
      fr: 'refuse un message vide avant de diffuser',
    },
    matters: 'client',
    ...asking(saying({ message: '' }), refusingValue),
  },
];
