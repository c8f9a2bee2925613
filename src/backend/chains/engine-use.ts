import { RequestRefused } from '../failures.ts';
import type { EngineLedger, Failing } from './engine-ledger.ts';
import { type Patience, patience } from './patience.ts';

/** What came of one use of an engine: what it gave, or why it gave nothing. */
export type Yield<Result> = { readonly result: Result } | { readonly detail: string };

interface UseOptions<Result> {
  readonly engine: string;
  readonly ledger: EngineLedger;
  readonly deadlineMs: number;
  /** What is missing when the deadline comes: "no sound". */
  readonly missing: string;
  /** Must heed the signal, unless it gives its result at once. */
  work(waiting: Pick<Patience, 'signal'>): Promise<Result>;
  /** What may be told of an error. */
  describe(error: unknown): string;
  /** How it failed; by default with an error. */
  judge?(error: unknown): Failing;
}

/**
 * Uses an engine once and notes what it proved. Rejects only when the caller's signal aborts, and with RequestRefused:
 * what the caller did wrong proves nothing.
 */
export async function useEngine<Result>(
  { engine, ledger, deadlineMs, missing, work, describe, judge = () => 'failed' }: UseOptions<Result>,
  caller: AbortSignal,
): Promise<Yield<Result>> {
  caller.throwIfAborted();
  const use = ledger.begin(engine);
  const waiting = patience(deadlineMs, caller);
  try {
    const result = await work(waiting);
    use.worked();
    return { result };
  } catch (error) {
    const refused = error instanceof RequestRefused;
    if (caller.aborted || refused) use.dropped();
    caller.throwIfAborted();
    if (refused) throw error;
    const detail = waiting.isOver() ? `${missing} within ${deadlineMs} ms` : describe(error);
    use.failed(waiting.isOver() ? 'late' : judge(error), detail);
    return { detail };
  } finally {
    waiting.end();
  }
}
