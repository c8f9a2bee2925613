/** When it is, and waiting. */
export interface Clock {
  nowMs(): number;
  sleep(ms: number): Promise<void>;
}

const FIRST_MS = 100;
const LONGEST_MS = 2_000;

/**
 * Does a piece of work, and again while it fails in a way that passes, for so long altogether; waits a little longer before
 * each attempt. Throws what the last one said.
 */
export async function patiently<Result>(
  work: () => Promise<Result>,
  {
    forMs,
    isPassing,
    clock,
  }: { readonly forMs: () => number; isPassing(error: unknown): boolean; readonly clock: Clock },
): Promise<Result> {
  const began = clock.nowMs();
  for (let pause = FIRST_MS; ; pause = Math.min(2 * pause, LONGEST_MS)) {
    try {
      return await work();
    } catch (error) {
      if (!isPassing(error) || clock.nowMs() + pause - began > forMs()) throw error;
    }
    await clock.sleep(pause);
  }
}
