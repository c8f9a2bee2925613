/** One request over HTTP. */
export type HttpDeed =
  | { readonly kind: 'get'; readonly path: string }
  | { readonly kind: 'chat' | 'chat-stream' | 'tts' | 'tts-stream' };

/** What one visitor does to the stack, again and again. */
export type Deed =
  | HttpDeed
  | { readonly kind: 'ws-chat' }
  /** The user speaks, or sends the words that another has heard. */
  | { readonly kind: 'ws-voice'; readonly says: 'words' | 'recording' };

/** Closed: users who wait for each answer. Open and ramp: visitors who come whether or not anything answers. */
export type Load =
  | { readonly kind: 'closed'; readonly users: number; readonly thinkMs: number }
  | ({ readonly kind: 'open'; readonly perSecond: number } & Visits)
  | ({ readonly kind: 'ramp'; readonly fromPerSecond: number; readonly toPerSecond: number } & Visits);

/** How visitors of an open loop come, and for how many turns each stays. */
interface Visits {
  readonly arrivals: 'constant' | 'poisson';
  readonly turns: number;
  readonly thinkMs: number;
}

/** The times that a run records, each in a histogram of its own. */
export const TIMINGS = ['latency', 'service', 'first', 'v2v', 'gap', 'underrun', 'lag'] as const;

/**
 * latency: intended send → complete answer. service: written on an open connection → complete answer. first:
 * intended send → first token or sound. v2v: intended end of the user's speech → first audible sample, as played. gap:
 * from one token to the next, each by itself. underrun: a stream's longest starvation. lag: intended → really sent.
 */
export type Timing = (typeof TIMINGS)[number];

/** The timings that objectives may limit. */
export const LIMITED = ['latency', 'first', 'v2v', 'gap'] as const;
/** A timing that objectives may limit. */
export type Limited = (typeof LIMITED)[number];
/** The percentiles that objectives may limit. */
export const PERCENTS = [50, 95, 99] as const;

/** What every timing has one of. */
export const byTiming = <Value>(make: (timing: Timing) => Value): Readonly<Record<Timing, Value>> => ({
  latency: make('latency'),
  service: make('service'),
  first: make('first'),
  v2v: make('v2v'),
  gap: make('gap'),
  underrun: make('underrun'),
  lag: make('lag'),
});

/** What has to hold: a percentile of a timing in ms at most, or a share of all requests in % at least. */
export type Objective =
  | {
      readonly id: string;
      readonly kind: 'percentile';
      readonly timing: Limited;
      readonly percent: (typeof PERCENTS)[number];
      readonly limit: number;
    }
  | { readonly id: string; readonly kind: 'share'; readonly of: Share; readonly limit: number };

/** success: answered right. c100: no starvation over 100 ms. goodput: answered right and inside every time limit. */
export type Share = 'success' | 'c100' | 'goodput';

/** Of what only some deeds show, which do. */
export const SHOWN_BY: Readonly<Partial<Record<Timing | Share, readonly Deed['kind'][]>>> = {
  first: ['chat-stream', 'tts-stream', 'ws-chat', 'ws-voice'],
  v2v: ['ws-voice'],
  gap: ['chat-stream', 'ws-chat', 'ws-voice'],
  c100: ['tts-stream', 'ws-voice'],
};

/** A load test as it will be run: every default applied, times in ms. */
export interface Scenario {
  readonly name: string;
  /** Null: the bundled reference stack. */
  readonly url: string | null;
  /** The variable with the key of the stack; never the key. */
  readonly apiKeyEnv: string | null;
  readonly deed: Deed;
  readonly load: Load;
  readonly durationMs: number;
  readonly warmUpMs: number;
  readonly timeoutMs: number;
  /** Most requests in flight at once; who comes later waits, and that counts as lag. */
  readonly connections: number;
  readonly seed: number;
  readonly speech: 'en' | 'fr';
  readonly objectives: readonly Objective[];
  /** Search for the most simultaneous users that keep the objectives; it begins with so many. */
  readonly capacity: { readonly from: number; readonly max: number; readonly maxRuns: number } | null;
}
