import { openArchive } from '../../archive/open.ts';
import type { Lang } from '../../domain/text.ts';
import { dashboardApp } from '../dashboard/app.ts';
import { cycleRunner } from '../dashboard/cycle-runner.ts';
import { doorOf, freshToken, isLoopback } from '../dashboard/door.ts';
import { eventHub } from '../dashboard/event-hub.ts';
import { landingsIn } from '../dashboard/landings.ts';
import { shelfOf } from '../dashboard/shelf.ts';
import { hostNamesOf, unheard } from '../listening.ts';
import { recordMaker } from '../record-maker.ts';
import { placeOf } from '../reviews-place.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { reviewProcess } from '../watch/cycle-process.ts';
import { wholeNumber } from '../whole-number.ts';

export interface DashboardFlags {
  readonly config?: string;
  readonly reviews?: string;
  readonly lang?: Lang;
  readonly host: string;
  readonly port: string;
  readonly allowHost?: readonly string[];
  readonly allowRun?: boolean;
  readonly allowImport?: boolean;
}

/** Flags that the dashboard has for itself, and hands to no review. */
export const DASHBOARD_FLAGS = ['host', 'port', 'allowHost', 'allowRun', 'allowImport'] as const;

/** What may be done from a browser. Throws UsageError where others than this machine could. */
function allowedBy({ allowRun = false, allowImport = false, host }: DashboardFlags) {
  const asked = allowRun ? '--allow-run' : allowImport ? '--allow-import' : null;
  if (asked !== null && !isLoopback(host))
    throw new UsageError(
      `${asked}: found --host ${host} too, expected an address that only this machine reaches, such as 127.0.0.1`,
    );
  return { run: allowRun, import: allowImport };
}

/** Where a server listens, as an address for a browser. */
function urlOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}/`;
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/**
 * Serves the reviews of a folder as pages that stay current, until the signal aborts; `words` are the flags of the cycles
 * that its button starts.
 */
export async function dashboard(
  flags: DashboardFlags,
  words: readonly string[],
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const allowed = allowedBy(flags);
  const port = wholeNumber('--port', flags.port, 0);
  const hostNames = hostNamesOf(flags.allowHost);
  const { place, tolerancePct, lang } = await placeOf(flags, terminal);
  await using archive = await openArchive(place);
  const token = freshToken();
  let turns = 0;
  const seen = (): string => `${landings.now}-${turns}`;
  const hub = eventHub(() => [['seen', seen()]]);
  const landings = await landingsIn(archive, () => hub.tell('seen', seen()));
  const runner = cycleRunner({
    run: (stop, heard) => reviewProcess(words, stop, heard),
    now: () => new Date().toISOString(),
    on(what) {
      if (what === 'lines')
        return hub.tell('lines', terminal.secrets.mask(JSON.stringify(runner.cycle?.lines)));
      turns++;
      hub.tell('seen', seen());
    },
  });
  const shelf = shelfOf(archive, recordMaker(archive));
  // What no index knows yet is read before anybody waits for a page.
  await shelf.look(async () => {});
  const app = dashboardApp({
    ...{ hub, runner, seen, mask: terminal.secrets.mask },
    library: { archive, lang, tolerancePct, allowed, secrets: () => terminal.secrets.values },
    shelf,
    door: doorOf(flags.host, hostNames, token),
    say: (line) => void terminal.stderr.write(`${line}\n`),
  });
  try {
    const heard = await app.listen({ host: flags.host, port }).catch((error: unknown) => {
      throw unheard(error, `--host ${flags.host} --port ${port}`);
    });
    const url = urlOf(flags.host, Number(new URL(heard).port || port));
    terminal.stdout.write(`${url}${allowed.run || allowed.import ? `#open-${token}` : ''}\n`);
    if (terminal.stderr.isTTY) terminal.stderr.write('look at it in a browser   stop it: Ctrl-C\n');
    await untilAborted(signal);
  } finally {
    landings.close();
    hub.close();
    await runner.close();
    await app.close();
  }
}
