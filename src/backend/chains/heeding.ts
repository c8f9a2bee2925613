/** A promise that only ever rejects, with the signal's reason when it aborts, until it is let go. */
function rejectionOnAbort(signal: AbortSignal) {
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    signal.throwIfAborted();
    abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
  });
  aborted.catch(() => {});
  return { aborted, letGo: () => signal.removeEventListener('abort', abort) };
}

/** What a source gives, until its end or until the signal aborts, even if the source does not listen to it. */
export async function* heeding<Item>(source: AsyncIterable<Item>, signal: AbortSignal): AsyncGenerator<Item> {
  const iterator = source[Symbol.asyncIterator]();
  const { aborted, letGo } = rejectionOnAbort(signal);
  try {
    for (;;) {
      const step = await Promise.race([iterator.next(), aborted]);
      if (step.done) return;
      yield step.value;
    }
  } finally {
    letGo();
    iterator.return?.().catch(() => {});
  }
}
