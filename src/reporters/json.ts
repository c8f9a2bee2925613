import type { Reporter } from '../domain/reporter.ts';
import { seen } from '../domain/unseen.ts';

/** The review itself, for programs. */
const json: Reporter = {
  id: 'json',
  draw: (review) => `${seen(JSON.stringify(review, null, 2))}\n`,
};

export default json;
