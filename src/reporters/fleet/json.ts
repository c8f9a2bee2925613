import type { FleetReporter } from '../../domain/fleet.ts';
import { seen } from '../../domain/unseen.ts';

/** The fleet review itself, for programs. */
const json: FleetReporter = {
  id: 'json',
  draw: (review) => `${seen(JSON.stringify(review, null, 2))}\n`,
};

export default json;
