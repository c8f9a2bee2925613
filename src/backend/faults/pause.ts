/** Resolves after `ms` (null: not by itself), and at once when one of the signals aborts. */
export function pause(ms: number | null, ...signals: readonly AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = ms === null ? undefined : setTimeout(end, ms);
    for (const signal of signals) {
      if (signal.aborted) return end();
      signal.addEventListener('abort', end);
    }
  });
}

/** What a source gives, once the wait is over; the source is not asked before. */
export async function* after<Item>(
  wait: () => Promise<void>,
  source: () => AsyncIterable<Item> | Iterable<Item>,
): AsyncGenerator<Item> {
  await wait();
  yield* source();
}
