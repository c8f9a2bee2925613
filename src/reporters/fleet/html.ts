import type { FleetReporter } from '../../domain/fleet.ts';
import { page } from '../html/page.ts';
import { fleetPage } from './page.ts';

/** A fleet review as one page for a browser. */
const html: FleetReporter = {
  id: 'html',
  draw: (review, canvas) => page(fleetPage(review, canvas)),
};

export default html;
