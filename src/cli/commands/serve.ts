import { problemWithOrigin } from '../../backend/http/web-policy.ts';
import { startBackend } from '../../backend/start.ts';
import { apiKeyFrom } from '../api-key.ts';
import type { EngineFlags } from '../engine-flags.ts';
import { enginesFrom } from '../engines-from-flags.ts';
import { type FaultFlags, faultsFrom, warnOfFaults } from '../faults-from-flags.ts';
import { hostNamesOf, unheard } from '../listening.ts';
import { serveTraces } from '../serve-traces.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

export interface ServeFlags extends EngineFlags, FaultFlags {
  readonly host: string;
  readonly port: string;
  readonly wyomingPort?: string;
  readonly apiKeyEnv?: string;
  readonly rateLimit: string;
  readonly database?: string;
  readonly llmCache: string;
  readonly corsOrigin?: readonly string[];
  readonly allowHost?: readonly string[];
}

const wholeNumber = (flag: string, text: string): number => {
  if (!/^\d{1,7}$/.test(text)) throw new UsageError(`${flag}: found "${text}", expected a whole number`);
  return Number(text);
};

const originsOf = (origins: readonly string[] = []): readonly string[] => {
  for (const origin of origins) {
    const problem = problemWithOrigin(origin);
    if (problem === null) continue;
    throw new UsageError(
      `--cors-origin: found "${origin}", which ${problem}, expected one such as http://localhost:5173`,
    );
  }
  return origins;
};

/** A start that failed for its address, said so that a person can mend it; any other failure as it is. */
function explained(error: unknown, { host, port, wyomingPort }: ServeFlags): unknown {
  const isWyoming = error instanceof Error && 'port' in error && String(error.port) === wyomingPort;
  return unheard(error, `--host ${host} ${isWyoming ? `--wyoming-port ${wyomingPort}` : `--port ${port}`}`);
}

/** Throws UsageError where a lock would be on one door only. */
function wyomingPortOf({ wyomingPort, apiKeyEnv }: ServeFlags): { readonly wyomingPort?: number } {
  if (wyomingPort === undefined) return {};
  if (apiKeyEnv !== undefined)
    throw new UsageError(
      '--wyoming-port: found --api-key-env too, expected one of them: Wyoming knows no keys',
    );
  return { wyomingPort: wholeNumber('--wyoming-port', wyomingPort) };
}

/** Runs the reference stack until the signal aborts, or until a parent that was told its address is gone. */
export async function serve(flags: ServeFlags, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const apiKey = apiKeyFrom('--api-key-env', flags.apiKeyEnv, terminal);
  const faults = faultsFrom(flags);
  const traces = await serveTraces(terminal);
  const backend = await startBackend({
    host: flags.host,
    port: wholeNumber('--port', flags.port),
    ...wyomingPortOf(flags),
    rateLimitPerMinute: wholeNumber('--rate-limit', flags.rateLimit),
    llmCache: wholeNumber('--llm-cache', flags.llmCache),
    corsOrigins: originsOf(flags.corsOrigin),
    hostNames: hostNamesOf(flags.allowHost),
    ...(apiKey === null ? {} : { apiKey }),
    ...(await enginesFrom(flags, terminal)),
    ...(flags.database === undefined ? {} : { databasePath: flags.database }),
    ...(faults && { faults }),
    ...(traces && { watch: traces.watch }),
  }).catch((error: unknown) => {
    throw explained(error, flags);
  });
  if (faults) warnOfFaults(faults, backend.url, terminal);
  const { url, wyomingUrl } = backend;
  terminal.stdout.write(`${url}\n${wyomingUrl === undefined ? '' : `${wyomingUrl}\n`}`);
  if (terminal.stderr.isTTY) terminal.stderr.write(`talk to it: ${url}/talk   stop it: Ctrl-C\n`);
  process.send?.({ url, wyomingUrl });
  await new Promise<void>((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
    if (process.send) process.once('disconnect', resolve);
  });
  await backend.close();
  await traces?.close();
  if (process.connected) process.disconnect();
}
