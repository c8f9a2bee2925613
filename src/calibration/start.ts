import { fileURLToPath } from 'node:url';
import type { Host } from '../domain/host.ts';

const STARTED_WITHIN_MS = 10_000;

/** The program of the server, built. */
const program = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? '../../dist/known-delay-server.js' : './known-delay-server.js',
    import.meta.url,
  ),
);

/** A known-delay server that runs; or in words why there is none. */
export type Started =
  | { readonly url: string; stop(): Promise<void> }
  | { readonly problem: 'ended' | 'silent' };

/** Starts the known-delay server in a process of its own; it ends with `stop`, with `signal`, and with this process. */
export async function startKnownDelays(
  { commands, clock }: Pick<Host, 'commands' | 'clock'>,
  signal: AbortSignal,
): Promise<Started> {
  const over = new AbortController();
  let say: (url: string) => void = () => {};
  const listening = new Promise<string>((resolve) => {
    say = resolve;
  });
  const command = { argv: [process.execPath, program] as const, signal };
  const { stop, ended } = commands.follow(command, (line) => say(line));
  const first = await Promise.race([
    listening.then((url) => ({ url, stop })),
    ended.then(() => ({ problem: 'ended' as const })),
    clock.sleep(STARTED_WITHIN_MS, over.signal).then(
      () => ({ problem: 'silent' as const }),
      () => ({ problem: 'ended' as const }),
    ),
  ]);
  over.abort();
  if ('url' in first) return first;
  await stop();
  signal.throwIfAborted();
  return first;
}
