import type { Check, Step } from './finding.ts';
import type { Layer } from './layer.ts';
import type { Unit } from './metric.ts';
import type { Text } from './text.ts';

/** What a criterion says of the evidence: points out of ten and why, or why it does not apply. */
export type Ruling = { readonly points: number; readonly comment: Text } | { readonly notApplicable: Text };

/** One promise the stack must keep. `Facts` is the typed view of the evidence that judging reads. */
export interface Criterion<Id extends string, ProbeId extends string, Facts> {
  readonly id: Id;
  readonly title: Text;
  readonly failureTitle: Text;
  readonly why: Text;
  /** The observation it stands on: unavailable → not applicable, errored → errored. */
  readonly probe: ProbeId;
  readonly layer: Layer;
  readonly blocking: boolean;
  readonly weight: number;
  readonly objective?: { readonly value: number; readonly unit: Unit };
  /** How the points come about, in words; `ralph list` prints it. */
  readonly formula: Text;
  /** The metric whose value stands in the performance table. */
  readonly headline?: string;
  judge(facts: Facts, objective: number): Ruling;
  /** What to do when it fails and no diagnosis explains why. */
  remedy(facts: Facts): readonly Step[];
  /** The command that shows an operator whether it holds. */
  check(facts: Facts, objective: number): Omit<Check, 'holds'>;
}
