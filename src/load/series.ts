import type { Clock } from '../domain/host.ts';
import type { ProbeContext } from '../domain/probe.ts';
import { isRateLimit, type Sample, type SampleKind, type Series } from '../domain/sample.ts';
import type { Answer } from '../domain/stack.ts';
import { isEnough } from './sampling.ts';

type Ask<Value> = (turn: number) => Promise<Answer<Value>>;
type Read<Value, Reply> = (
  value: Value,
  answer: Answer<Value> & { kind: 'answered' },
  turn: number,
) => Reply | Promise<Reply>;

/** What of a probe's context a series needs. */
export type SeriesContext = Pick<
  ProbeContext,
  'scenario' | 'responsive' | 'sampling' | 'sampled' | 'tracer'
> & {
  readonly pace: Pick<ProbeContext['pace'], 'waitForRateLimit'>;
  readonly host: { readonly clock: Pick<Clock, 'nowMs'> };
};

/** Backs off when a 429 does not say for how long. */
const BLIND_WAIT_MS = 5_000;
/** A 429 that asks for no wait at all would be asked again for ever, because no wait spends no budget. */
const LEAST_WAIT_MS = 1_000;
/** After this many requests in a row without any answer, more of them say nothing new. */
const SILENT_REQUESTS = 2;

/**
 * Puts one question again and again: one cold request, the warm-up, then the warm samples, each a turn of its
 * own. These end by rule (see {@link isEnough}), and at `most` of them. A 429 is waited out
 * inside the budget and never counted; a stack that stops answering ends the series.
 */
export async function takeSeries<Value, Reply>(
  context: SeriesContext,
  ask: Ask<Value>,
  read: Read<Value, Reply>,
  most: number = Number.POSITIVE_INFINITY,
): Promise<Series<Reply>> {
  let rateLimited = 0;
  let silent = 0;
  let turn = 0;

  async function one(kind: SampleKind): Promise<Sample<Reply>> {
    for (;;) {
      const current = turn++;
      const put = (): Promise<Answer<Value>> => ask(current);
      const answer = await (context.tracer?.sample({ kind, number: current }, put) ?? put());
      // Counted back from its end, because before its beginning it may have waited for its turn.
      const atMs = context.host.clock.nowMs() - answer.wallMs;
      if (answer.kind === 'answered') {
        silent = 0;
        return { atMs, wallMs: answer.wallMs, reply: await read(answer.value, answer, current) };
      }
      const { failure, wallMs } = answer;
      if (isRateLimit(failure)) {
        const waitMs = Math.max(LEAST_WAIT_MS, failure.retryAfterMs ?? BLIND_WAIT_MS);
        if (await context.pace.waitForRateLimit(waitMs)) {
          rateLimited++;
          continue;
        }
      }
      silent = failure.kind === 'unreachable' ? silent + 1 : 0;
      return { atMs, wallMs, failure };
    }
  }

  async function told(as: SampleKind): Promise<Sample<Reply>> {
    const sample = await one(as);
    context.sampled({ as, wallMs: sample.wallMs, isAnswered: 'reply' in sample });
    return sample;
  }

  const cold = await told('cold');
  const warm: Sample<Reply>[] = [];
  // A health route may hang while the rest works: only a question that is met with silence as well ends it here.
  if (!context.responsive && silent > 0) return { cold, warm, rateLimited };
  for (let round = 0; round < context.scenario.warmup && silent < SILENT_REQUESTS; round++)
    await told('warm-up');
  const startMs = context.host.clock.nowMs();
  const isDone = (): boolean => {
    const sampling = context.sampling();
    const capped = {
      ...sampling,
      least: Math.min(most, sampling.least),
      most: Math.min(most, sampling.most),
    };
    return isEnough(warm, context.host.clock.nowMs() - startMs, capped);
  };
  while (!isDone() && silent < SILENT_REQUESTS) warm.push(await told('warm'));
  return { cold, warm, rateLimited };
}
