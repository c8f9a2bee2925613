import * as z from 'zod';
import { jsonOf } from '../provider/provider.ts';
import { ProviderFailure } from '../provider/provider-failure.ts';

const words = z.object({ content: z.string().nullish() });

/** A chunk of a streamed completion, or a whole one from a server that does not stream. */
const completion = z.object({
  choices: z.array(
    z.object({ delta: words.nullish(), message: words.nullish(), finish_reason: z.string().nullish() }),
  ),
});

const failed = z.object({ error: z.unknown().refine((error) => error !== undefined && error !== null) });

/** What one message of a completion brings. Thoughts that come in fields of their own are not among the words. */
export interface Progress {
  readonly words: string;
  /** Whether the model said that it is done. */
  readonly finished: boolean;
}

const done: Progress = { words: '', finished: true };

/** Reads one message of a completion. Throws ProviderFailure on an error in it, and on what is no completion. */
export function progressOf(data: string): Progress {
  if (data.trim() === '[DONE]') return done;
  const value = jsonOf(data);
  if (failed.safeParse(value).success) throw new ProviderFailure('it reported an error instead of an answer');
  const read = completion.safeParse(value);
  if (!read.success) throw new ProviderFailure('it sent something that is no completion');
  const [choice] = read.data.choices;
  // Usage comes in a message without choices.
  if (!choice) return { words: '', finished: false };
  const { delta, message, finish_reason } = choice;
  if (finish_reason === 'error') throw new ProviderFailure('it gave up with an error');
  return { words: (delta ?? message)?.content ?? '', finished: Boolean(finish_reason) };
}
