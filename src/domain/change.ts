import type { Unit } from './metric.ts';
import type { Text } from './text.ts';

export type ChangeKind = 'better' | 'worse' | 'within-noise' | 'new' | 'gone' | 'incomparable';

/** How the change of a figure that has noise was weighed. Absent where a figure has none: counts, states, scores. */
export interface Proof {
  /** `history`: against what comparable cycles let expect; `previous`: against the samples of one, for the time being. */
  readonly basis: 'history' | 'previous';
  /** How many earlier cycles it was held against. */
  readonly cycles: number;
  /** How often it was measured in this review: a claim takes two. */
  readonly measured: 1 | 2;
  /** What moved: the height of the figure, or how far its slowest lie above its middle. */
  readonly aspect: 'level' | 'tail';
  /** The first measurement spoke for this; the claim, if there is one, is the kind of the change. */
  readonly suspected: 'better' | 'worse' | null;
  /** It moved by more than its tolerance and floor, as far as the two figures go. */
  readonly isApparent: boolean;
  /** The smallest change of its height that this cycle could have seen, in percent; null: not known. */
  readonly visiblePct: number | null;
}

/** A figure or a state, then and now. */
export interface Change {
  /** `probe.metric`, or `score`. */
  readonly metric: string;
  readonly title: Text;
  readonly kind: ChangeKind;
  readonly unit: Unit | 'state' | 'points';
  /** As a person reads it, ranges included; where history tells, what it lets expect. */
  readonly before: Text | null;
  readonly now: Text | null;
  /** now − before, in {@link unit}; null between states. */
  readonly delta: number | null;
  readonly deltaPct: number | null;
  readonly proof?: Proof;
  /** What must be said beside it: why it does not compare, or what is compared. */
  readonly note?: Text;
}

/** How many cycles in a row, this one included, a blocker has stood. */
export interface Streak {
  readonly id: string;
  readonly title: string;
  readonly cycles: number;
  readonly since: number;
}
