/** One question of the time: when it was asked and answered by this clock, read and answered by the other; in ms. */
export interface Round {
  readonly askedMs: number;
  readonly readMs: number;
  readonly repliedMs: number;
  readonly heardMs: number;
}

/** How far another clock is from this one, in ms. */
export interface ClockOffset {
  /** Above 0: the other is ahead. */
  readonly offsetMs: number;
  /** The truth is no further from it than this, however unevenly the two ways took. */
  readonly withinMs: number;
  readonly rounds: number;
}

/**
 * The offset of a clock as NTP takes it (RFC 5905, section 8): half the difference of the two ways, of the round that was
 * quickest (its section 10), because half of what a round took is how wrong it can be. Undefined without a round.
 */
export function clockOffset(rounds: readonly Round[]): ClockOffset | undefined {
  const [best] = rounds
    .map(({ askedMs, readMs, repliedMs, heardMs }) => ({
      offsetMs: (readMs - askedMs + (repliedMs - heardMs)) / 2,
      withinMs: Math.max(0, heardMs - askedMs - (repliedMs - readMs)) / 2,
    }))
    .sort((one, other) => one.withinMs - other.withinMs);
  return best && { ...best, rounds: rounds.length };
}
