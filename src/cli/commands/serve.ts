import { startBackend } from '../../backend/start.ts';
import { apiKeyFrom } from '../api-key.ts';
import type { EngineFlags } from '../engine-flags.ts';
import { enginesFrom } from '../engines-from-flags.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

export interface ServeFlags extends EngineFlags {
  readonly host: string;
  readonly port: string;
  readonly apiKeyEnv?: string;
  readonly rateLimit: string;
  readonly database?: string;
}

const wholeNumber = (flag: string, text: string): number => {
  if (!/^\d{1,7}$/.test(text)) throw new UsageError(`${flag}: found "${text}", expected a whole number`);
  return Number(text);
};

/** Runs the reference stack until the signal aborts, or until a parent that was told its address is gone. */
export async function serve(flags: ServeFlags, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const apiKey = apiKeyFrom('--api-key-env', flags.apiKeyEnv, terminal.env);
  const backend = await startBackend({
    host: flags.host,
    port: wholeNumber('--port', flags.port),
    rateLimitPerMinute: wholeNumber('--rate-limit', flags.rateLimit),
    ...(apiKey === null ? {} : { apiKey }),
    ...(await enginesFrom(flags, terminal.env)),
    ...(flags.database === undefined ? {} : { databasePath: flags.database }),
  });
  terminal.stdout.write(`${backend.url}\n`);
  process.send?.({ url: backend.url });
  await new Promise<void>((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
    if (process.send) process.once('disconnect', resolve);
  });
  await backend.close();
  if (process.connected) process.disconnect();
}
