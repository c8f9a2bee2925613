/** What a run puts to the stack; its hash makes two runs comparable or not. Evidence of before has no optional ones. */
export interface Scenario {
  /** Fewest warm samples of each latency series. */
  readonly samples: number;
  /** Most of them; absent: as many as the fewest. */
  readonly mostSamples?: number;
  /** After this a series that has its fewest samples ends. */
  readonly seriesMs?: number;
  /** Requests sent and thrown away before the warm ones. */
  readonly warmup: number;
  /** How long nothing is asked before the questions after a pause; 0: those are not put. */
  readonly idleMs?: number;
  /** Deadline of one request. */
  readonly timeoutMs: number;
  /** The longest that all waiting for rate limits together may take. */
  readonly rateLimitBudgetMs: number;
  /** Language of the prompts and texts. */
  readonly speech: 'en' | 'fr';
}

/** How many warm samples a series takes: it ends between the two, once its median is known well enough. */
export interface Sampling {
  readonly least: number;
  readonly most: number;
  /** No longer than this once it has the fewest. */
  readonly longestMs: number;
}

/** The sampling that a scenario asks for. */
export const samplingOf = ({ samples, mostSamples, seriesMs }: Scenario): Sampling => ({
  least: samples,
  most: Math.max(samples, mostSamples ?? samples),
  longestMs: seriesMs ?? Number.POSITIVE_INFINITY,
});

/** How long a program of this machine may take: as long as an answer of the stack may, within what it is known to need. */
export const patienceMs = (
  { timeoutMs }: Pick<Scenario, 'timeoutMs'>,
  { least, most }: { readonly least: number; readonly most: number },
): number => Math.min(most, Math.max(least, timeoutMs));

/** What did not answer its health route, a stack or one server of several, gets this long for each further question. */
export const BRIEF_MS = 5_000;
