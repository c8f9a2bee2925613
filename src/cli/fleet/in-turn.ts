/** Does something for one after the other, in the order in which it is asked, at most one at a time. */
export function inTurn<Item>(work: (item: Item) => Promise<void>) {
  let last: Promise<void> = Promise.resolve();
  let failed: { readonly error: unknown } | undefined;
  return Object.assign(
    (item: Item): void => {
      last = last
        .then(() => (failed ? undefined : work(item)))
        .catch((error: unknown) => {
          failed ??= { error };
        });
    },
    {
      /** Resolves when all that was asked is done. Throws what the first one failed with; none is begun after it. */
      async settled(): Promise<void> {
        await last;
        if (failed) throw failed.error;
      },
    },
  );
}
