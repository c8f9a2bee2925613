import type { ProbeContext } from '../domain/probe.ts';
import type { SocketSpeech, TurnFrame } from '../domain/socket-speech.ts';
import type { Prompt } from '../load/prompts.ts';
import { came, onLine, say, spoilt } from './socket-line.ts';

/** A shape that is taken is answered soon; the others wait for as long as this. */
const LONGEST_SHAPE_MS = 5_000;

/** Says the same in other shapes, each on a connection of its own, until one is answered with a word. */
export async function tryShapes(context: ProbeContext, speech: SocketSpeech, { text }: Prompt) {
  const tried: { shape: string; answered: boolean }[] = [];
  const timeoutMs = Math.min(LONGEST_SHAPE_MS, context.scenario.timeoutMs);
  for (const { shape, message } of speech.otherShapes?.(text) ?? []) {
    const answer = await onLine<TurnFrame, object>(context, speech, async (line) => {
      const ending = await say<TurnFrame>(
        { ...line, timeoutMs },
        message,
        (frame) => frame.kind === 'token' && frame.text !== '',
      );
      return ending.kind === 'heard' ? came({}, ending.ms) : spoilt(ending.kind, ending.ms);
    });
    const answered = answer.kind === 'answered';
    tried.push({ shape, answered });
    if (answered) break;
  }
  return tried;
}
