import type { Evidence } from './evidence.ts';
import type { Text } from './text.ts';

/** What an agent says it is or has, such as `pool: eu`. */
export type Labels = Readonly<Record<string, string>>;

/** Who is asked: the agent of this name, or any one that carries all of these labels. */
export type Addressee = { readonly agent: string } | { readonly labels: Labels };

/**
 * What a fleet asks of a host: what to observe, never how. Commands, paths, interpreters, addresses and keys are the
 * host's own, and there is no field for them.
 */
export interface ObserveJob {
  readonly schema: 'ralph/observe-job@1';
  /** Of the fleet review it is asked for; drawn at random, and signed with the answer, so that none is of another run. */
  readonly run: string;
  /** Name of the stack in the fleet. */
  readonly stack: string;
  /** Ids of the probes to ask; null: all that the host allows. */
  readonly probes: readonly string[] | null;
  /** How many warm samples a series takes; null: as the host's config says. */
  readonly samples: number | null;
}

/** What came of a job, as the agent says it. */
export type AnswerBody =
  | { readonly kind: 'observed'; readonly evidence: Evidence }
  /** The host does not allow it, or the job is none. */
  | { readonly kind: 'refused'; readonly why: Text }
  /** It was asked and could not be done; the stack's own failures are evidence, not this. */
  | { readonly kind: 'broken'; readonly why: string };

/** An answer as it lies in the queue. */
export interface SignedAnswer {
  readonly schema: 'ralph/answer@1';
  /** Name of the agent. */
  readonly agent: string;
  /** Its public key, raw Ed25519, base64. */
  readonly key: string;
  /** The {@link AnswerBody} as JSON, gzipped, base64. */
  readonly body: string;
  /** Of run, stack, agent and body together; base64. */
  readonly signature: string;
}

/** What an agent tells of a job while it works on it. */
export type JobProgress =
  | { readonly kind: 'taken'; readonly agent: string }
  | {
      readonly kind: 'probe';
      readonly agent: string;
      readonly probe: string;
      readonly done: number;
      readonly of: number;
    }
  | { readonly kind: 'note'; readonly agent: string; readonly line: string };

/** What an agent says of itself every few seconds; it is forgotten when it says nothing any more. */
export interface AgentCard {
  readonly name: string;
  readonly labels: Labels;
  /** Version of ralph. */
  readonly ralph: string;
  /** Its public key, as in {@link SignedAnswer}. */
  readonly key: string;
  /** ISO 8601, UTC: when it began. */
  readonly since: string;
  /** ISO 8601, UTC. */
  readonly seenAt: string;
  /** Name of the stack it measures now; null: it waits. */
  readonly busy: string | null;
  /** Most users it makes in a load test; null: its owner allows none. */
  readonly benchUsers: number | null;
}
