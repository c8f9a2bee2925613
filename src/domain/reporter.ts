import type { Portrait } from './portrait.ts';
import type { Review } from './review.ts';

/** Where a drawing goes. */
export interface Canvas {
  /** Escape codes are welcome there. */
  readonly color: boolean;
  /** Width in characters. */
  readonly columns: number;
  /** A person's terminal, which breaks longer lines anywhere: sentences are broken between words before it does. */
  readonly breaks?: boolean;
}

/** One drawing of a review. */
export interface Reporter {
  readonly id: string;
  /** Set where it draws more than the review if it is handed what lies behind. */
  readonly looksBehind?: true;
  /** On stdout it follows the drawing for whoever reads along, and does not stand in its stead. */
  readonly beside?: true;
  /** It goes to the end of a file that others write to as well. */
  readonly appends?: true;
  draw(review: Review, canvas: Canvas, behind?: Portrait): string | Promise<string>;
}
