import { isMissingRoute, isRateLimit, type Series } from '../domain/sample.ts';
import type { Answer, Failure } from '../domain/stack.ts';
import { takeSeries } from './series.ts';

interface Options {
  readonly samples?: number;
  /** Whether this first failure says that the stack does not have the route; without it, one of the usual statuses does. */
  readonly isMissing?: (failure: Failure) => boolean | Promise<boolean>;
}

/**
 * As {@link takeSeries}, of a route that a stack need not have: how it said so ("HTTP 404", or its own words where there
 * is no status), and then it is asked no more.
 */
export async function takeOptionalSeries<Value, Reply>(
  context: Parameters<typeof takeSeries>[0],
  ask: (turn: number) => Promise<Answer<Value>>,
  read: Parameters<typeof takeSeries<Value, Reply>>[2],
  { samples, isMissing = isMissingRoute }: Options = {},
): Promise<Series<Reply> | { readonly absent: string }> {
  let missing: (Answer<Value> & { kind: 'failed' }) | undefined;
  let settled = false;
  const series = await takeSeries(
    // Who has no such route is asked no more: what stands for further answers is no sample.
    { ...context, sampled: (taken) => (missing ? undefined : context.sampled(taken)) },
    async (turn) => {
      if (missing) return missing;
      const answer = await ask(turn);
      const failed = answer.kind === 'failed' ? answer : undefined;
      if (settled || (failed && isRateLimit(failed.failure))) return answer;
      settled = true;
      if (failed && (await isMissing(failed.failure))) missing = failed;
      return answer;
    },
    read,
    samples,
  );
  if (missing?.failure.kind !== 'rejected') return series;
  const { status, detail } = missing.failure;
  return { absent: status === null ? detail : `HTTP ${status}` };
}
