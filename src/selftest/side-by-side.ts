/**
 * Does `work` for each item, so many at a time; results in the order of the items. After a failure nothing more is
 * begun, and it rejects with that failure once all that was under way has ended. Throws RangeError below one at a time.
 */
export async function sideBySide<Item, Result>(
  items: readonly Item[],
  jobs: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  if (!(jobs >= 1)) throw new RangeError(`expected one job or more, found ${jobs}`);
  const results: Result[] = [];
  const failures: unknown[] = [];
  const left = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of left) {
      if (failures.length > 0) return;
      try {
        results[index] = await work(item);
      } catch (failure) {
        failures.push(failure);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, items.length) }, worker));
  if (failures.length > 0) throw failures[0];
  return results;
}
