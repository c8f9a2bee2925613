import type { Addressee, AnswerBody, JobProgress } from '../domain/fleet-job.ts';
import type { Text } from '../domain/text.ts';
import type { Queue } from './connection.ts';

/** One stack of a fleet, and whom to ask for it. */
export interface Ask {
  readonly stack: string;
  readonly asked: Addressee;
  readonly probes: readonly string[] | null;
  readonly samples: number | null;
}

/** A fleet review as it is filed: a job of its own, and one below it for each stack. */
export interface Filing {
  /** 32 hexadecimal digits: {@link newRun}. */
  readonly run: string;
  /** Name of the fleet. */
  readonly fleet: string;
  readonly asks: readonly Ask[];
  /** What whoever judges has to know, also when it is another process: small, and no secret. */
  readonly memo: unknown;
}

/** What happens in a run. */
export type FleetEvent =
  | { readonly kind: 'progress'; readonly stack: string; readonly progress: JobProgress }
  /** Nobody works for this stack any more: there is an answer, or there will be none. */
  | { readonly kind: 'ended'; readonly stack: string };

/** What came back for a stack, its signature checked. */
export type StackAnswer = {
  readonly stack: string;
  readonly asked: Addressee;
} & (
  | {
      readonly kind: 'answered';
      /** Differs between any two answers: what is kept of it is kept once. */
      readonly id: string;
      readonly agent: string;
      readonly key: string;
      readonly body: AnswerBody;
    }
  | { readonly kind: 'untrusted'; readonly agent: string | null; readonly why: Text }
  /** Nobody answered, and `agent` took it last. */
  | { readonly kind: 'silent'; readonly agent: string | null; readonly why: Text }
);

/** Whether an agent is known by this key; if not, why. */
export type Trust = (agent: string, key: string) => Promise<Text | null> | Text | null;

export declare function newRun(): string;

/** Files a run; filed again, it stays as it is. */
export declare function fileFleet(queue: Queue, filing: Filing): Promise<void>;

/** What was filed; undefined where the run is not (or no more) in the queue. */
export declare function filingOf(queue: Queue, run: string): Promise<Filing | undefined>;

/**
 * Tells what happens in a run from its beginning on, and resolves when nobody works for it any more. It may be watched by
 * several, and goes on through a restart of the server. Throws when `signal` aborts.
 */
export declare function watchFleet(
  queue: Queue,
  run: string,
  watching: { readonly signal: AbortSignal; on(event: FleetEvent): void },
): Promise<void>;

/** Takes back what is still out: those who work on it stop, and who watches sees it end. Names of the stacks. */
export declare function withdraw(queue: Queue, run: string): Promise<string[]>;

/** One answer for every stack of a run in the order in which they were filed, read one at a time. */
export declare function answersOf(queue: Queue, run: string, trust: Trust): AsyncGenerator<StackAnswer>;

/** Drops what lies in the queue of a run that is judged and kept. */
export declare function forget(queue: Queue, run: string): Promise<void>;
