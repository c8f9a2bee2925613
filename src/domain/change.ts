import type { Unit } from './metric.ts';
import type { Text } from './text.ts';

export type ChangeKind = 'better' | 'worse' | 'within-noise' | 'new' | 'gone' | 'incomparable';

/** A figure or a state, then and now. */
export interface Change {
  /** `probe.metric`, or `score`. */
  readonly metric: string;
  readonly title: Text;
  readonly kind: ChangeKind;
  readonly unit: Unit | 'state' | 'points';
  /** As a person reads it, ranges included. */
  readonly before: Text | null;
  readonly now: Text | null;
  /** now − before, in {@link unit}; null between states. */
  readonly delta: number | null;
  readonly deltaPct: number | null;
}

/** How many cycles in a row, this one included, a blocker has stood. */
export interface Streak {
  readonly id: string;
  readonly title: string;
  readonly cycles: number;
  readonly since: number;
}
