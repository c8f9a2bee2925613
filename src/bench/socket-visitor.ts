import { evaSocket } from '../dialects/eva-socket.ts';
import type { TurnFrame } from '../domain/stack.ts';
import { promptFor } from '../load/prompts.ts';
import { routes } from '../protocol/routes.ts';
import { wrongWords } from './answer-reader.ts';
import { type Asked, type Exchange, talkers } from './socket-turn.ts';
import { Stamps } from './stamps.ts';
import type { Outcome, Visitor } from './visitor.ts';
import { Words } from './words.ts';

/** What a frame `error` means for the turn. */
export const refusal = ({ retryAfterMs }: Extract<TurnFrame, { kind: 'error' }>): Outcome => ({
  kind: 'failed',
  reason: retryAfterMs === undefined ? 'error frame' : 'rate limit',
});

/** Visitors who type over `/ws/chat`. */
export function socketVisitors(asked: Asked): { enter(): Visitor; close(): Promise<void> } {
  const spoken = evaSocket(`${asked.url}${routes.chatSocket}`, asked.headers);
  function turn(number: number, session: string): Exchange {
    const { text, topic } = promptFor(asked.speech, number);
    const tokens = new Stamps();
    const answer = new Words();
    return {
      say: spoken.message(text, session),
      hear(received, atMs, sentMs) {
        const frame = spoken.read(received);
        if (frame.kind === 'token' && frame.text !== '') {
          tokens.push(atMs);
          answer.push(frame.text);
        }
        if (frame.kind === 'error') return refusal(frame);
        if (frame.kind !== 'end') return undefined;
        const wrong = wrongWords(answer.text, topic);
        if (wrong !== null) return { kind: 'failed', reason: wrong };
        const { firstMs } = tokens;
        return { kind: 'answered', sentMs, endMs: atMs, firstMs, underrunMs: null, gapsMs: tokens.gapsMs() };
      },
    };
  }
  return talkers(asked, { route: routes.chatSocket, turn });
}
