import type { SocketEvent } from '../domain/host.ts';
import { same, type Text } from '../domain/text.ts';
import { limits } from '../protocol/limits.ts';
import { routes } from '../protocol/routes.ts';
import { serverFrame } from '../protocol/socket.ts';
import type { Turn } from './ask.ts';
import { type Check, differs, HOLDS, holdsIf, type Outcome } from './check.ts';
import { fieldsOf } from './conversation.ts';
import { misfit } from './judgement.ts';
import { eventFound, talking } from './socket-judgement.ts';

const route = 'WS /ws/chat';

const frame = (fields: object, until: string, work: Turn['work'] = 'lookup'): Turn => ({
  send: JSON.stringify(fields),
  until,
  work,
});

const PING = frame({ type: 'ping' }, 'pong');
const MESSAGE = frame(
  {
    type: 'message',
    content: 'Dis-moi en une phrase ce que la marée laisse sur le sable.',
    session_id: 'ralph-validate-socket',
  },
  'end',
  'inference',
);
const message = (content: string): Turn => frame({ type: 'message', content }, 'any');

const typeOf = (event: SocketEvent | undefined): unknown => fieldsOf(event)?.type;

const endsWith = (type: string, heard: readonly SocketEvent[] | undefined): Outcome =>
  holdsIf(typeOf(heard?.at(-1)) === type, same(`{"type":"${type}"}`), eventFound(heard?.at(-1)));

/** An error frame that says in words what was wrong. */
const refusal = (heard: readonly SocketEvent[] | undefined): Outcome => {
  const last = heard?.at(-1);
  const said = fieldsOf(last);
  return holdsIf(
    said?.type === 'error' && typeof said.message === 'string' && said.message !== '',
    same('{"type":"error","message":"…"}'),
    eventFound(last),
  );
};

/** The first outcome that is not well, or the last. */
const each = (outcomes: readonly Outcome[]): Outcome =>
  outcomes.find(({ kind }) => kind !== 'holds') ?? HOLDS;

const WORDS: Text = { en: 'tokens, then {"type":"end"}', fr: 'des mots, puis {"type":"end"}' };

const tokensThenEnd = (heard: readonly SocketEvent[] = []): Outcome => {
  const text = heard
    .flatMap((event) => (typeOf(event) === 'token' ? [fieldsOf(event)?.content] : []))
    .join('');
  if (typeOf(heard.at(-1)) !== 'end') return differs(WORDS, eventFound(heard.at(-1)));
  return holdsIf(text.trim() !== '', WORDS, { en: 'an end without words', fr: 'une fin sans aucun mot' });
};

const fitsEach = (heard: readonly SocketEvent[] = []): Outcome => {
  for (const event of heard) {
    if (event.kind !== 'text') return differs(WORDS, eventFound(event));
    const fields = fieldsOf(event);
    const { success, error } = serverFrame.safeParse(fields);
    if (!success) return misfit(fields, error.issues);
  }
  return HOLDS;
};

const check = (
  name: string,
  title: Text,
  matters: Check['matters'],
  turns: readonly Turn[],
  judge: (turns: readonly (readonly SocketEvent[])[]) => Outcome,
): Check => ({
  id: `chat-socket.${name}`,
  route,
  title,
  matters,
  run: talking({ path: routes.chatSocket, turns }, judge),
});

/** `WS /ws/chat`: frame by frame. */
export const chatSocket: readonly Check[] = [
  check(
    'ping',
    { en: 'answers a ping with a pong', fr: 'répond à un ping par un pong' },
    'review',
    [PING],
    ([heard]) => endsWith('pong', heard),
  ),
  check(
    'turn',
    { en: 'answers a message with words and an end', fr: 'répond à un message par des mots et une fin' },
    'review',
    [MESSAGE],
    ([heard]) => tokensThenEnd(heard),
  ),
  check(
    'frames',
    { en: 'gives every frame its shape', fr: 'donne sa forme à chaque trame' },
    'client',
    [MESSAGE],
    ([heard]) => fitsEach(heard),
  ),
  check(
    'clear',
    { en: 'says that it cleared a session', fr: 'dit qu’il a vidé une session' },
    'client',
    [frame({ type: 'clear', session_id: 'ralph-validate-socket' }, 'cleared')],
    ([heard]) => endsWith('cleared', heard),
  ),
  check(
    'bad-json',
    {
      en: 'answers broken JSON with an error, and goes on',
      fr: 'répond à du JSON cassé par une erreur, et continue',
    },
    'client',
    [{ send: '{"type":', until: 'any' }, PING],
    ([broken, ping]) => each([refusal(broken), endsWith('pong', ping)]),
  ),
  check(
    'limits',
    { en: 'refuses messages of 0 and 2001 characters', fr: 'refuse des messages de 0 et 2001 caractères' },
    'client',
    [message(''), message('a'.repeat(limits.messageChars + 1))],
    ([empty, long]) => each([refusal(empty), refusal(long)]),
  ),
  check(
    'wrong-shape',
    {
      en: 'answers another shape with an error, not silence',
      fr: 'répond à une autre forme par une erreur, pas par le silence',
    },
    'client',
    [frame({ message: 'Bonjour' }, 'any')],
    ([heard]) => refusal(heard),
  ),
];
