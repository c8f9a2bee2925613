import type { Evidence } from '../domain/evidence.ts';
import type { FleetReview } from '../domain/fleet.ts';
import type { ImportedReview } from '../domain/imported.ts';
import type { Review } from '../domain/review.ts';

/** A review as it is kept. */
export interface Drawing {
  readonly review: Review;
  readonly evidence: Evidence;
  readonly markdown: string;
}

/** A review that ralph did not write, as it is kept. */
export interface ImportedDrawing {
  readonly imported: ImportedReview;
  /** Byte for byte. */
  readonly document: Uint8Array;
}

/** A fleet review as it is kept. */
export interface FleetDrawing {
  readonly fleet: FleetReview;
  readonly markdown: string;
}

/** Draws a review under a number; asked again under the next one where another process was quicker. */
export type Draw<Drawn = Drawing | ImportedDrawing> = (number: number) => Drawn | Promise<Drawn>;

/** What has been kept. */
export interface Published<Name> {
  readonly entry: Name;
  /** False: it was kept under the same id before, and nothing was kept now. */
  readonly isNew: boolean;
}
