import type { SocketEvent } from '../domain/host.ts';
import { describeFailure } from '../domain/sample.ts';
import { same, type Text } from '../domain/text.ts';
import type { Talk, Talked } from './ask.ts';
import { type Check, differs, KEY_WANTED, MISSING, type Outcome } from './check.ts';
import { excerpt } from './found.ts';

const OPEN: Text = { en: 'a socket that opens', fr: 'une socket qui s’ouvre' };

/** Frameworks answer the upgrade of a path they do not know with any of these. */
const NO_SUCH_SOCKET = [403, 404, 405];

/** What came last, in the words of an operator. */
export function eventFound(event: SocketEvent | undefined): Text {
  if (event === undefined) return { en: 'nothing', fr: 'rien' };
  if (event.kind === 'text') return same(excerpt(event.text));
  if (event.kind === 'binary') return same(`${event.bytes.length} B`);
  if (event.kind === 'closed') return { en: `closed with ${event.code}`, fr: `fermée avec ${event.code}` };
  const seconds = (event.afterMs / 1000).toFixed(0);
  return { en: `silence for ${seconds} s`, fr: `silence pendant ${seconds} s` };
}

/** What to make of a socket that did not open. */
function unopened({ failure, status, message }: Talked & { kind: 'failed' }): Outcome {
  if (status === 401) return KEY_WANTED;
  if (status !== undefined && NO_SUCH_SOCKET.includes(status)) return MISSING;
  if (failure === 'rejected') return differs(OPEN, same(`HTTP ${status ?? excerpt(message)}`));
  return differs(OPEN, describeFailure({ kind: 'unreachable', how: failure, detail: excerpt(message) }));
}

/** Has a talk and judges what was heard in its turns. */
export const talking =
  (
    talk: Talk,
    judge: (turns: readonly (readonly SocketEvent[])[]) => Outcome | Promise<Outcome>,
  ): Check['run'] =>
  async (ask) => {
    const talked = await ask.talk(talk);
    if (talked.kind === 'unasked') return talked;
    return talked.kind === 'failed' ? unopened(talked) : judge(talked.turns);
  };
