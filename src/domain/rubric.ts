/** How one criterion counts in this review. */
export interface CriterionSettings {
  /** 0: shown, not scored. */
  readonly weight: number;
  readonly blocking: boolean;
  /** In the criterion's own unit; absent where it has none. */
  readonly objective?: number;
}

/** The rules of judgement, resolved from defaults and config: data, and part of the evidence. */
export interface Rubric {
  /** Criterion id → how it counts, in the order in which reviews show them. */
  readonly criteria: Readonly<Record<string, CriterionSettings>>;
  /** A relative change of a figure below this is noise; in percent. */
  readonly tolerancePct: number;
  /** Words in the title of a review, after the cycle. */
  readonly label?: string;
}
