import type { criteria } from '../criteria/index.ts';
import type { diagnoses } from '../diagnoses/index.ts';

/** What a review may raise: a story of a diagnosis, or the failure of a criterion that no story explains. */
export type FindingId = (typeof diagnoses)[number]['id'] | (typeof criteria)[number]['finding'];

/** The programs of the environment that a review runs, each by a stand-in. */
export type Program = 'nvidia-smi' | 'python3' | 'pytest' | 'next';

/**
 * What differs from the healthy world: a reference stack without faults, a card that it really uses, an interpreter
 * whose torch runs kernels, a suite that passes and a build that builds.
 */
export interface World {
  /** Faults of the reference stack, as `serve --fault` takes them. */
  readonly faults?: readonly string[];
  /** Further flags of `ralph serve`. */
  readonly serve?: readonly string[];
  /** The reference stack transcribes what it hears: a third of the work of a review. Left out, it follows from the organ. */
  readonly hears?: boolean;
  /** A stack of `fixtures/stacks` in the place of the reference stack; null: nothing listens at its address. */
  readonly stack?: string | null;
  /** Folders of `fixtures/commands`; null: the program is not there. */
  readonly commands?: Readonly<Partial<Record<Program, string | null>>>;
  /** Files of the project under review: path → text. */
  readonly project?: Readonly<Record<string, string>>;
  /** Laid over `target` of the config. */
  readonly target?: Readonly<Record<string, unknown>>;
  /** Two samples of each latency are enough; of two worlds in one, where they are enough for both. Left out, it follows from the organ. */
  readonly brief?: boolean;
  /** Laid over `samples` of the config. */
  readonly samples?: Readonly<Record<string, unknown>>;
  /** Programs that run beside the review, by their arguments to node; ended with it. */
  readonly beside?: readonly (readonly string[])[];
}

/** What of a stack a fault strikes; two that strike the same are no pair. */
export type Organ =
  | 'access'
  | 'health'
  | 'chat'
  | 'speech'
  | 'hearing'
  | 'socket'
  | 'process'
  | 'gpu'
  | 'python'
  | 'tests'
  | 'build'
  | 'machine';

/** One way in which a voice stack or its machine fails, and what a review has to say of it. */
export interface FaultCase {
  readonly id: string;
  /** What is wrong, in one line, as an operator would say it. */
  readonly about: string;
  readonly organ: Organ;
  readonly world: World;
  /** What must be raised; null: it only looks like a fault, and nothing may be raised. */
  readonly finding: FindingId | null;
  /** What may stand beside it, because it follows from the same fault. Anything else is a false alarm. */
  readonly also?: readonly FindingId[];
  /** Organs of which nothing can be said while this fault is there. */
  readonly hides?: readonly Organ[];
  /** Organs without which it cannot be seen: the sound of an answer where there is no answer. */
  readonly needs?: readonly Organ[];
}
