/** A promise that only ever rejects, with the signal's reason when it aborts. */
function rejectionOnAbort(signal: AbortSignal): Promise<never> {
  const aborted = new Promise<never>((_, reject) => {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  aborted.catch(() => {});
  return aborted;
}

/** What a source gives, until its end or until the signal aborts, even if the source does not listen to it. */
export async function* heeding<Item>(source: AsyncIterable<Item>, signal: AbortSignal): AsyncGenerator<Item> {
  const iterator = source[Symbol.asyncIterator]();
  const aborted = rejectionOnAbort(signal);
  try {
    for (;;) {
      const step = await Promise.race([iterator.next(), aborted]);
      if (step.done) return;
      yield step.value;
    }
  } finally {
    iterator.return?.().catch(() => {});
  }
}
