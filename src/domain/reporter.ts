import type { Review } from './review.ts';

/** Where a drawing goes. */
export interface Canvas {
  /** Escape codes are welcome there. */
  readonly color: boolean;
  /** Width in characters. */
  readonly columns: number;
}

/** One drawing of a review. */
export interface Reporter {
  readonly id: string;
  draw(review: Review, canvas: Canvas): string | Promise<string>;
}
