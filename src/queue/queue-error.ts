/** A queue that cannot be used as it was given: what is wrong, and what to do. A person's to mend. */
export class QueueError extends Error {
  override readonly name = 'QueueError';

  constructor(place: string, { found, expected }: { readonly found: string; readonly expected: string }) {
    super(`${place}: found ${found}, expected ${expected}`);
  }
}
