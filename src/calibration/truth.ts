/** What really happened to one request: neither wished nor measured by a client. */
export interface Exchange {
  readonly route: string;
  /** When the request was read; ms of the epoch, on the monotonic clock of this process. */
  readonly readAtMs: number;
  /** When each piece of the answer was handed to the socket, in ms after that. */
  readonly wroteMs: readonly number[];
}

/** What nobody asks for is forgotten: a server that is loaded for hours must not fill its memory. */
const MOST_EXCHANGES = 50_000;

/** The finished exchanges since they were last asked for. */
export function createLedger() {
  let done: Exchange[] = [];
  return {
    add(exchange: Exchange): void {
      if (done.length >= MOST_EXCHANGES) done = done.slice(MOST_EXCHANGES / 2);
      done.push(exchange);
    },
    /** Hands them out, once. */
    take(): readonly Exchange[] {
      const taken = done;
      done = [];
      return taken;
    },
  };
}

export type Ledger = ReturnType<typeof createLedger>;
