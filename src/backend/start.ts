import { limits } from '../protocol/limits.ts';
import { assemble } from './assemble.ts';
import { engineLedger } from './engine-ledger.ts';
import { type EngineOptions, enginesOf } from './engines.ts';
import { llmChain } from './llm-chain.ts';
import { slidingWindow } from './rate-limit.ts';
import { speechChain } from './speech-chain.ts';
import { openStore } from './store.ts';
import { transcriber } from './transcriber.ts';

const rateWindowMs = 60_000;

/** How to start the stack; whatever is left out has the value named. */
export interface BackendOptions extends EngineOptions {
  /** 127.0.0.1 */
  readonly host?: string;
  /** 0: any free one. */
  readonly port?: number;
  /** None: open to all. */
  readonly apiKey?: string;
  /** A file, kept. None: in memory, gone with the stack. */
  readonly databasePath?: string;
  /** 60, for all clients together; 0: no limit. */
  readonly rateLimitPerMinute?: number;
  /** Takes one line at a time; none: silence. */
  readonly logger?: (line: string) => void;
}

/** A stack that can be reached. */
export interface RunningBackend {
  readonly url: string;
  readonly port: number;
  /** Ends sockets, workers and children, and lets go of the port. */
  close(): Promise<void>;
}

/**
 * Starts the reference voice stack. Resolves when it is ready: one real inference of each required engine has worked.
 * Rejects when one did not, when an engine is chosen that is not configured, when the address cannot be had, or when the database cannot be used.
 */
export async function startBackend(options: BackendOptions = {}): Promise<RunningBackend> {
  const { host = '127.0.0.1', port = 0, logger = () => {} } = options;
  const monotonicMs = () => performance.now();
  const ledger = () => engineLedger(monotonicMs);
  const { llm, speech, stt, deadlines } = enginesOf(options);
  const backend = await assemble({
    llm: llmChain({ engines: llm, deadlineMs: deadlines.llmMs, ledger: ledger() }),
    chain: speechChain({ engines: speech, deadlineMs: deadlines.speechMs, ledger: ledger() }),
    transcriber: stt && transcriber({ engine: stt, deadlineMs: deadlines.sttMs, ledger: ledger() }),
    store: openStore({ path: options.databasePath ?? null, now: Date.now }),
    rateLimit: slidingWindow(
      options.rateLimitPerMinute ?? limits.requestsPerMinute,
      rateWindowMs,
      monotonicMs,
    ),
    apiKey: options.apiKey ?? null,
    log: logger,
  });
  try {
    const { detail } = backend.health();
    if (detail !== undefined) throw new Error(`the stack did not become ready: ${detail}`);
    const bound = await backend.listen(host, port);
    return {
      url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
      port: bound,
      close: backend.close,
    };
  } catch (error) {
    await backend.close();
    throw error;
  }
}
