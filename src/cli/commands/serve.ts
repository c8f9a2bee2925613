import { problemWithOrigin } from '../../backend/http/web-policy.ts';
import { startBackend } from '../../backend/start.ts';
import { apiKeyFrom } from '../api-key.ts';
import type { EngineFlags } from '../engine-flags.ts';
import { enginesFrom } from '../engines-from-flags.ts';
import { type FaultFlags, faultsFrom, warnOfFaults } from '../faults-from-flags.ts';
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

const hostNamesOf = (names: readonly string[] = []): readonly string[] => {
  const wrong = names.find((name) => !/^[\w.-]+$/.test(name));
  if (wrong === undefined) return names;
  throw new UsageError(`--allow-host: found "${wrong}", expected a name without port, such as eva.lan`);
};

/** Why an address cannot be listened on, by the system's code, and what to do. */
const REFUSED: Readonly<Record<string, string>> = {
  EADDRINUSE: 'found the port taken, expected a free one: name another, or 0 for any',
  EACCES: 'found no permission for that port, expected one from 1024 on',
  EADDRNOTAVAIL: 'found an address that is not this machine’s, expected one of its own, such as 127.0.0.1',
  ENOTFOUND: 'found a name that does not resolve, expected an address of this machine, such as 127.0.0.1',
  ERR_SOCKET_BAD_PORT: 'found no port, expected a number from 0 to 65535',
};

/** A start that failed for its address, said so that a person can mend it; any other failure as it is. */
function explained(error: unknown, { host, port, wyomingPort }: ServeFlags): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const why = REFUSED[code];
  if (why === undefined) return error;
  const isWyoming = error instanceof Error && 'port' in error && String(error.port) === wyomingPort;
  return new UsageError(
    `--host ${host} ${isWyoming ? `--wyoming-port ${wyomingPort}` : `--port ${port}`}: ${why}`,
  );
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
