interface Kept {
  readonly review: { readonly reviewedAt: string };
  readonly evidence: { readonly target: object };
}

/** A review as it is kept, made into that of a cycle. */
export function syntheticReview(kept: Kept, cycle: number): Kept;
