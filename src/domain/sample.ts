import type { Failure, Refusal } from './stack.ts';
import { same, type Text } from './text.ts';
import { told } from './told.ts';
import type { TurnStage } from './turn.ts';

interface Asked {
  /** When it was asked, on the monotonic clock of the run; absent in transcribed evidence. */
  readonly atMs?: number;
  readonly wallMs: number;
}

/** One request of a series: the reply, or why there is none. A failure's time is not a latency. */
export type Sample<Reply> = (Asked & { readonly reply: Reply }) | (Asked & { readonly failure: Failure });

/** Why a request of a series was made: the first, one that is thrown away, or one that counts. */
export type SampleKind = 'cold' | 'warm-up' | 'warm';

/** One request of a series as soon as it is over, for whoever watches; a `cold` one begins its series. */
export interface Taken {
  readonly as: SampleKind;
  readonly wallMs: number;
  readonly isAnswered: boolean;
}

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

type Rejected = Failure & { kind: 'rejected' };

/** Statuses of a stack that has no such route, or not with this method. */
const ROUTELESS: readonly (number | null)[] = [404, 405, 501];

/** Whether the stack said that it has no such route: a 404 that names a model is of a route that is there. */
export const isMissingRoute = (failure: Failure): failure is Rejected =>
  failure.kind === 'rejected' &&
  (failure.refusal === 'unsupported' ||
    (failure.refusal === undefined && ROUTELESS.includes(failure.status)));

/** Whether a stack that said no said why it does not do now what it could: a story of its own. */
export const saysWhy = (failure: Failure): failure is Rejected & { readonly refusal: Refusal } =>
  failure.kind === 'rejected' && failure.refusal !== undefined && failure.refusal !== 'unsupported';

/** "HTTP 503: no speech engine answered"; the status alone where nothing came with it, the detail where none did. */
export function statusLine({ status, detail }: Pick<Rejected, 'status' | 'detail'>): string {
  if (status === null) return detail;
  return detail === '' ? `HTTP ${status}` : `HTTP ${status}: ${detail}`;
}

const STAGES: Readonly<Record<TurnStage, Text>> = {
  hearing: { en: 'hearing', fr: 'écoute' },
  answer: { en: 'words of the answer', fr: 'texte de la réponse' },
  'first-sentence': { en: 'speech of the first sentence', fr: 'parole de la première phrase' },
  rest: { en: 'speech of the rest', fr: 'parole du reste' },
};

/** A failure in the words of an operator, after the stage of the turn at which it came. */
export function describeFailure(failure: Failure): Text {
  const { en, fr } = described(failure);
  if (failure.at === undefined) return { en, fr };
  const stage = STAGES[failure.at];
  return { en: `${stage.en}: ${en}`, fr: `${stage.fr} : ${fr}` };
}

function described(failure: Failure): Text {
  if (failure.kind === 'rejected')
    return failure.status === null ? told(failure.detail) : same(statusLine(failure));
  if (failure.kind === 'malformed') {
    const { status } = failure;
    const found = told(failure.found);
    if (status === null) return found;
    return { en: `HTTP ${status} with ${found.en}`, fr: `HTTP ${status} avec ${found.fr}` };
  }
  const detail = told(failure.detail);
  return {
    en: `no answer (${failure.how}): ${detail.en}`,
    fr: `aucune réponse (${failure.how}) : ${detail.fr}`,
  };
}

/** Whether an error came under a status of success. */
export const isSwallowed = (failure: Failure): failure is Rejected =>
  failure.kind === 'rejected' && failure.status !== null && failure.status < 300;

/** How a refusal for coming too often is worded. */
export const TOO_OFTEN = /rate.?limit|too many requests|trop de requ[eê]tes|\b429\b/i;

/** Whether the stack said that it was asked too often, whatever a proxy made of the 429: nothing about its engines. */
export const isRateLimit = (failure: Failure): failure is Rejected =>
  failure.kind === 'rejected' &&
  (failure.status === 429 || (isSwallowed(failure) && TOO_OFTEN.test(failure.detail)));

/** The part of the samples in % that came to something, of those that were let through; undefined without any. */
export function successPct(
  good: readonly unknown[],
  samples: readonly Sample<unknown>[],
): number | undefined {
  const refused = failed(samples).filter(isRateLimit).length;
  const asked = samples.length - refused;
  return asked === 0 ? undefined : (100 * good.length) / asked;
}
