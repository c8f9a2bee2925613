import { chatCommand, speechCommand } from '../domain/commands.ts';
import type { Text } from '../domain/text.ts';
import type { Facts } from '../probes/facts.ts';

type Metric = Parameters<Facts['number']>[0];

/** A question, how long its first answer took and how long the warm ones take, as far as that was measured. */
interface Asked {
  readonly probe: 'llm' | 'tts' | 'stt';
  readonly name: Text;
  /** Undefined where it cannot be asked from a shell. */
  readonly command: string | undefined;
  readonly firstMs: number | undefined;
  readonly warmMs: number | undefined;
}

/** One whose first answer took so much longer that somebody notices. */
type SlowFirst = Asked & { readonly firstMs: number; readonly warmMs: number };

/** Chat and speech, with the metrics of what is called their first answer here. */
export const chatAndSpeech = (
  facts: Facts,
  first: { readonly chat: Metric; readonly speech: Metric },
): Asked[] => [
  {
    probe: 'llm',
    name: { en: 'chat', fr: 'chat' },
    command: chatCommand(facts.target, 'answer'),
    firstMs: facts.number(first.chat),
    warmMs: facts.number('llm.e2el_ms'),
  },
  {
    probe: 'tts',
    name: { en: 'speech', fr: 'parole' },
    command: speechCommand(facts.target),
    firstMs: facts.number(first.speech),
    warmMs: facts.number('tts.total_ms'),
  },
];

/** Those whose first answer took `factor` times as long as the warm ones and `extraMs` more, the slowest first. */
export function slowFirst(
  asked: readonly Asked[],
  { factor, extraMs }: { readonly factor: number; readonly extraMs: number },
): SlowFirst[] {
  const isSlow = (each: Asked): each is SlowFirst =>
    each.firstMs !== undefined &&
    each.warmMs !== undefined &&
    each.firstMs >= factor * each.warmMs &&
    each.firstMs - each.warmMs >= extraMs;
  return asked.filter(isSlow).toSorted((a, b) => b.firstMs - a.firstMs);
}
