import type { Layer } from './layer.ts';
import type { Text } from './text.ts';

/** One step of a remedy, in the order in which an operator does them. */
export interface Step {
  readonly text: Text;
  /** What to type or to write, shown in a fence. */
  readonly code?: {
    readonly language: 'bash' | 'text' | 'python' | 'yaml';
    readonly lines: readonly string[];
  };
}

/** A condition that an operator can check for himself: one command, and what it must show. */
export interface Check {
  readonly text: Text;
  /** Absent where it takes more than a shell. */
  readonly command?: string;
  /** Whether this run's evidence already shows it. */
  readonly holds: boolean;
}

export type Severity = 'blocker' | 'warning' | 'note';

/** A failure story that the evidence tells. */
export interface Story {
  readonly title: Text;
  /** Two or three words, in capitals, for the status line. */
  readonly headline: Text;
  /** The measured facts it follows from, one a line. */
  readonly evidence: readonly Text[];
  /** What they mean together. */
  readonly story: Text;
  /** Findings that this one may follow from, nearest first; the first that was raised is its cause. */
  readonly causes?: readonly string[];
  /** The criteria that it explains in this run, where they are fewer than its diagnosis knows. */
  readonly explains?: readonly string[];
  readonly remedy: readonly Step[];
  readonly unblock: readonly Check[];
  /** One dry line for the foot of the review. */
  readonly quip?: Text;
}

/** A story with its place in the review. */
export interface Finding extends Omit<Story, 'causes' | 'explains'> {
  readonly id: string;
  /** The id of the finding it follows from. */
  readonly cause?: string;
  readonly severity: Severity;
  readonly layer: Layer;
  /** The criteria whose points it explains. */
  readonly explains: readonly string[];
}

/** One known failure story: looks at the evidence and tells it, or says nothing. */
export interface Diagnosis<
  Id extends string = string,
  CriterionId extends string = string,
  // biome-ignore lint/suspicious/noExplicitAny: whoever handles a list of diagnoses hands them the facts they were declared over
  Facts = any,
> {
  readonly id: Id;
  readonly layer: Layer;
  readonly explains: readonly CriterionId[];
  /** What it is, how it is told from its look-alikes, and why it matters, for whoever meets its name without a review. */
  readonly about: Text;
  /** How much it matters where none of the criteria it explains has failed. */
  readonly otherwise: 'warning' | 'note';
  /** `failing`: the criteria that this evidence fails; a story that asks for none of them is told of any evidence. */
  detect(facts: Facts, failing?: ReadonlySet<CriterionId>): Story | undefined;
}
