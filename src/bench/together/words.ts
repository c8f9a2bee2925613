import type { Bucket } from '../raw-buckets.ts';
import type { Load, Scenario, Timing } from '../scenario.ts';
import type { Share } from '../share.ts';
import type { Counts } from '../tally.ts';

/** What of a scenario goes to other hosts: where the stack is, and what opens it, is each host's own. */
export type Task = Omit<Scenario, 'name' | 'url' | 'apiKeyEnv' | 'capacity'>;

/** What who directs a load says to all hands at once. `load` numbers the loads of one search, from 1. */
export type Order =
  /** Nothing but that there is still somebody. */
  | { readonly kind: 'here' }
  | { readonly kind: 'time'; readonly round: number }
  /** Get ready for a load, of which each makes its share. */
  | {
      readonly kind: 'load';
      readonly load: number;
      readonly of: Load;
      readonly shares: Readonly<Record<string, Share>>;
    }
  /** It begins where and when this is received. */
  | { readonly kind: 'go'; readonly load: number }
  | { readonly kind: 'stop'; readonly load: number }
  | { readonly kind: 'end' };

/** On what a share is made. */
export interface HandMachine {
  readonly ralph: string;
  readonly node: string;
  readonly platform: string;
  readonly cpu: string | null;
  readonly cores: number;
}

/** A report as it goes from host to host: the last one has all buckets, one on the way their outline. */
export interface WireReport {
  readonly kind: 'progress' | 'done';
  readonly counts: Counts;
  readonly measuredMs: number;
  readonly ownDelay: { readonly p50: number; readonly p99: number; readonly max: number } | null;
  readonly bucketsUs: Readonly<Partial<Record<Timing, readonly Bucket[]>>>;
}

/** What a hand says to who directs. */
export type Reply =
  | { readonly kind: 'here' }
  | { readonly kind: 'joined'; readonly machine: HandMachine; readonly mostUsers: number }
  /** By the clock of the hand's wall, in ms since 1970, with a fraction. */
  | { readonly kind: 'time'; readonly round: number; readonly readMs: number; readonly repliedMs: number }
  | { readonly kind: 'ready'; readonly load: number }
  | { readonly kind: 'begun'; readonly load: number }
  | { readonly kind: 'report'; readonly load: number; readonly report: WireReport }
  /** It cannot, or may not; it takes no further part. */
  | { readonly kind: 'left'; readonly why: string };

/** Each says so often that it is still there, … */
export const BEAT_MS = 2_000;
/** … and who was not heard of for so long is lost: long enough for the queue's server to start anew. */
export const SILENCE_MS = 15_000;
