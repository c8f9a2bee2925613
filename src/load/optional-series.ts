import { isMissingRoute, isRateLimit, type Series } from '../domain/sample.ts';
import type { Answer } from '../domain/stack.ts';
import { takeSeries } from './series.ts';

/**
 * As {@link takeSeries}, of a route that a stack need not have: the status with which it said so, and then it is
 * asked no more.
 */
export async function takeOptionalSeries<Value, Reply>(
  context: Parameters<typeof takeSeries>[0],
  ask: (turn: number) => Promise<Answer<Value>>,
  read: Parameters<typeof takeSeries<Value, Reply>>[2],
): Promise<Series<Reply> | { readonly missing: number }> {
  let missing: (Answer<Value> & { kind: 'failed' }) | undefined;
  let settled = false;
  const series = await takeSeries(
    context,
    async (turn) => {
      if (missing) return missing;
      const answer = await ask(turn);
      const failed = answer.kind === 'failed' ? answer : undefined;
      if (!settled && failed && isMissingRoute(failed.failure)) missing = failed;
      settled ||= !(failed && isRateLimit(failed.failure));
      return answer;
    },
    read,
  );
  return missing?.failure.kind === 'rejected' ? { missing: missing.failure.status } : series;
}
