import type { Reporter } from '../domain/reporter.ts';

/** The review itself, for programs. */
const json: Reporter = {
  id: 'json',
  draw: (review) => `${JSON.stringify(review, null, 2)}\n`,
};

export default json;
