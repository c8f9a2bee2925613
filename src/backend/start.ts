import type { Server } from 'node:http';
import { availableParallelism } from 'node:os';
import { limits } from '../protocol/limits.ts';
import { assemble } from './assemble.ts';
import { answerCache } from './chains/answer-cache.ts';
import { boundedHearing } from './chains/bounded-hearing.ts';
import { boundedSpeech } from './chains/bounded-speech.ts';
import { engineLedger } from './chains/engine-ledger.ts';
import { llmChain } from './chains/llm-chain.ts';
import { speechChain } from './chains/speech-chain.ts';
import { transcriber } from './chains/transcriber.ts';
import { type EngineOptions, enginesOf } from './engines.ts';
import { honest } from './faults/meddler.ts';
import { slidingWindow } from './http/rate-limit.ts';
import { webPolicy } from './http/web-policy.ts';
import { openStore } from './store/store.ts';

const rateWindowMs = 60_000;
const utterancesWaitingAtMost = 64;
const recordingsAtOnce = 8;
const recordingsWaitingAtMost = 32;

/** How to start the stack; whatever is left out has the value named. */
export interface BackendOptions extends EngineOptions {
  /** 127.0.0.1 */
  readonly host?: string;
  /** 0: any free one. */
  readonly port?: number;
  /** Where clients of Wyoming are served too, without a key, which they could not send; 0: any free one. Nowhere. */
  readonly wyomingPort?: number;
  /** None: open to all. */
  readonly apiKey?: string;
  /** A file, kept. None: in memory, gone with the stack. */
  readonly databasePath?: string;
  /** 60, for all clients together; 0: no limit. */
  readonly rateLimitPerMinute?: number;
  /** How many answers of the language model to give again to the same question, for ten minutes. 0: none. */
  readonly llmCache?: number;
  /** Pages of which origins may use the stack, such as `http://localhost:5173`. Only its own. */
  readonly corsOrigins?: readonly string[];
  /** Names under which a stack on a loopback address may be asked, beside localhost and its addresses. None. */
  readonly hostNames?: readonly string[];
  /** Ways to fail from the start, each "id" or "id:argument"; more can be switched at `/faults`. None: that is not there. */
  readonly faults?: readonly string[];
  /** Told of the server before it is asked anything; none: nobody watches. */
  readonly watch?: (server: Server) => void;
  /** Takes one line at a time; none: silence. */
  readonly logger?: (line: string) => void;
}

/** A stack that can be reached. */
export interface RunningBackend {
  readonly url: string;
  readonly port: number;
  /** `tcp://host:port`, where clients of Wyoming are served. */
  readonly wyomingUrl?: string;
  /** Ends sockets, workers and children, and lets go of the port. */
  close(): Promise<void>;
}

/**
 * Starts the reference voice stack. Resolves when it is ready: one real inference of each required engine has worked.
 * Rejects when one did not, when an engine is chosen that is not configured, when there is no such fault, when the address cannot be had, or when the
 * file is no database; one that is locked, read-only or full is waited for, in memory.
 */
export async function startBackend(options: BackendOptions = {}): Promise<RunningBackend> {
  const { host = '127.0.0.1', port = 0, logger = () => {} } = options;
  const monotonicMs = () => performance.now();
  const ledger = () => engineLedger(monotonicMs);
  const { llm, speech, stt, deadlines } = enginesOf(options);
  const web = webPolicy({ host, corsOrigins: options.corsOrigins ?? [], hostNames: options.hostNames ?? [] });
  const faulty = options.faults && (await import('./faults/faulty.ts')).faulty(options.faults, logger);
  const faults = faulty?.meddler ?? honest;
  const backend = await assemble({
    llm: answerCache(
      llmChain({ engines: llm.map(faults.model), deadlineMs: deadlines.llmMs, ledger: ledger() }),
      {
        answersKept: options.llmCache ?? 0,
        now: monotonicMs,
      },
    ),
    chain: boundedSpeech(
      speechChain({ engines: speech.map(faults.voice), deadlineMs: deadlines.speechMs, ledger: ledger() }),
      {
        atOnce: availableParallelism() + 1,
        waitingAtMost: utterancesWaitingAtMost,
      },
    ),
    transcriber:
      stt &&
      boundedHearing(
        transcriber({ engine: faults.ear(stt), deadlineMs: deadlines.sttMs, ledger: ledger() }),
        {
          atOnce: stt.atOnce ?? recordingsAtOnce,
          waitingAtMost: recordingsWaitingAtMost,
        },
      ),
    overhear: stt?.overhear,
    store: faults.store(openStore({ path: options.databasePath ?? null, now: Date.now })),
    rateLimit: faults.rateLimit(
      slidingWindow(options.rateLimitPerMinute ?? limits.requestsPerMinute, rateWindowMs, monotonicMs),
    ),
    apiKey: options.apiKey ?? null,
    web,
    faults,
    watch: options.watch,
    log: logger,
  });
  try {
    const { status, detail } = backend.health();
    if (status === 'unhealthy') throw new Error(`the stack did not become ready: ${detail}`);
    // Only now: a stack with a dead engine would not become ready.
    faulty?.begin();
    const bound = await backend.listen(host, port);
    const { wyomingPort } = options;
    const wyoming = wyomingPort === undefined ? null : await backend.listenWyoming(host, wyomingPort);
    const name = host.includes(':') ? `[${host}]` : host;
    return {
      url: `http://${name}:${bound}`,
      port: bound,
      ...(wyoming !== null && { wyomingUrl: `tcp://${name}:${wyoming}` }),
      close: backend.close,
    };
  } catch (error) {
    await backend.close();
    throw error;
  }
}
