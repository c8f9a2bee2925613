import type { Failure } from './stack.ts';
import type { Text } from './text.ts';

/** One request of a series: the reply, or why there is none. A failure's time is not a latency. */
export type Sample<Reply> =
  | { readonly wallMs: number; readonly reply: Reply }
  | { readonly wallMs: number; readonly failure: Failure };

/** Samples of one question, the first apart. */
export interface Series<Reply> {
  /** Null where it was not taken apart: in transcribed evidence. */
  readonly cold: Sample<Reply> | null;
  readonly warm: readonly Sample<Reply>[];
  /** Answers of 429 that were waited out; none of them is a sample. */
  readonly rateLimited: number;
}

/** Every sample of a series, the cold one first. */
export const allOf = <Reply>({ cold, warm }: Pick<Series<Reply>, 'cold' | 'warm'>): Sample<Reply>[] =>
  cold === null ? [...warm] : [cold, ...warm];

/** The replies of a series, in order, each with its time. */
export const answered = <Reply>(samples: readonly Sample<Reply>[]): { wallMs: number; reply: Reply }[] =>
  samples.filter((sample) => 'reply' in sample);

/** The failures of a series, in order. */
export const failed = (samples: readonly Sample<unknown>[]): Failure[] =>
  samples.flatMap((sample) => ('failure' in sample ? [sample.failure] : []));

/** A failure in the words of an operator. */
export function describeFailure(failure: Failure): Text {
  if (failure.kind === 'rejected')
    return {
      en: `HTTP ${failure.status}: ${failure.detail}`,
      fr: `HTTP ${failure.status} : ${failure.detail}`,
    };
  if (failure.kind === 'malformed')
    return {
      en: `HTTP ${failure.status} with ${failure.found}`,
      fr: `HTTP ${failure.status} avec ${failure.found}`,
    };
  return {
    en: `no answer (${failure.how}): ${failure.detail}`,
    fr: `aucune réponse (${failure.how}) : ${failure.detail}`,
  };
}

/** Whether the stack said that it was asked too often: nothing about the engine behind it. */
export const isRateLimit = (failure: Failure): failure is Failure & { kind: 'rejected' } =>
  failure.kind === 'rejected' && failure.status === 429;
