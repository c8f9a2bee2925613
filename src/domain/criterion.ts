import type { Check, Step } from './finding.ts';
import type { Layer } from './layer.ts';
import type { Unit } from './metric.ts';
import type { Text } from './text.ts';

/** What a criterion says of the evidence: points out of ten and why, or why it does not apply. */
export type Ruling =
  | {
      readonly points: number;
      /** The figure alone, as a person reads it: "171–393 ms", "199 passed". */
      readonly value: Text;
      /** What it means, in one clause. */
      readonly comment: Text;
    }
  | { readonly notApplicable: Text };

/** One promise the stack must keep. `Facts` is the typed view of the evidence that judging reads. */
export interface Criterion<
  Id extends string = string,
  ProbeId extends string = string,
  // biome-ignore lint/suspicious/noExplicitAny: whoever handles a list of criteria hands them the facts they were declared over
  Facts = any,
> {
  readonly id: Id;
  readonly title: Text;
  readonly failureTitle: Text;
  /** Id of the finding that is raised when it fails and no diagnosis explains why. */
  readonly finding: string;
  /** Findings that its own may follow from, nearest first. */
  readonly causes?: readonly string[];
  readonly why: Text;
  /** `probe.metric` of the figures by which it is seen over time, the chief one first. */
  readonly metrics?: readonly string[];
  /** The observation it stands on: unavailable → not applicable, errored → errored. */
  readonly probe: ProbeId;
  readonly layer: Layer;
  readonly blocking: boolean;
  readonly weight: number;
  /** False: left out of reviews unless a config asks for it. */
  readonly shown: boolean;
  readonly objective?: {
    readonly value: number;
    readonly unit: Unit;
    readonly sense: 'at-most' | 'at-least';
    /** The metric that is held to it, by its full name. */
    readonly of: string;
  };
  /** How the points come about, in words; `ralph list` prints it. */
  readonly formula: Text;
  judge(facts: Facts, objective: number): Ruling;
  /** What to do when it fails and no diagnosis explains why. */
  remedy(facts: Facts): readonly Step[];
  /** The command that shows an operator whether it holds. */
  check(facts: Facts, objective: number): Omit<Check, 'holds'>;
}
