/** What a run puts to the stack; its hash makes two runs comparable or not. */
export interface Scenario {
  /** Warm samples of each latency series. */
  readonly samples: number;
  /** Requests sent and thrown away before the warm ones. */
  readonly warmup: number;
  /** Deadline of one request. */
  readonly timeoutMs: number;
  /** The longest that all waiting for rate limits together may take. */
  readonly rateLimitBudgetMs: number;
  /** Language of the prompts and texts. */
  readonly speech: 'en' | 'fr';
}
