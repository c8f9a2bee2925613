import type { FleetReview } from '../../domain/fleet.ts';
import type { Kept, KeptImported } from '../inspect.ts';
import { cellText, cellTime, type Outline, outlineOf } from './outline-rows.ts';

/** Where the documents of one kind of review lie, and what else is drawn from them. */
export interface Table<Contents> {
  readonly name: 'review' | 'fleet_review';
  /** The column of its number. */
  readonly number: 'cycle' | 'number';
  /** Held while a number is given. */
  readonly lock: 'reviews' | 'fleets';
  outline(contents: Contents): Outline;
}

export const reviewTable: Table<Kept | KeptImported> = {
  ...{ name: 'review', number: 'cycle', lock: 'reviews', outline: outlineOf },
};

export const fleetTable: Table<FleetReview> = {
  ...{ name: 'fleet_review', number: 'number', lock: 'fleets' },
  outline: ({ fleet, reviewedAt, verdict, partial }) => ({
    columns: { fleet: cellText(fleet), reviewed_at: cellTime(reviewedAt), verdict, partial },
    rows: {},
  }),
};
