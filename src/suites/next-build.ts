import type { CommandOutcome } from '../domain/host.ts';
import { obstacle, refusal, signalIn } from './refusal.ts';
import { complaintLine, quoted } from './terminal-text.ts';

export interface BuildResult {
  readonly state: 'built' | 'failed' | 'timed-out' | 'not-started';
  /** One line; null when it was built. */
  readonly reason: string | null;
  /** Another build held the lock: this one says nothing of the code. */
  readonly locked: boolean;
}

const heading = /^\s*(?:Route \((app|pages)\)|(Page)\s+Size\b)/;

/** A branch of the table's tree, then what kind of route it is, then its path or, where the line wrapped, nothing. */
const row = /^\s*[┌├└─+]\s*[○●◐ƒλℇ]\s*(?:\/.*)?$/u;

/**
 * Counts the routes in the tables that `next build` prints for its App and Pages routers; null where it printed
 * none. The legend, middleware, shared chunks and prerendered paths of a route are no routes. A table that is
 * printed again replaces the earlier one.
 */
export function countRoutes(text: string): number | null {
  const counts = new Map<string, number>();
  let table: string | undefined;
  for (const line of text.split('\n')) {
    const [whole, router = 'pages'] = heading.exec(line) ?? [];
    if (whole !== undefined) {
      table = router;
      counts.set(table, 0);
    } else if (table !== undefined && row.test(line)) counts.set(table, (counts.get(table) ?? 0) + 1);
  }
  return counts.size === 0 ? null : [...counts.values()].reduce((sum, count) => sum + count, 0);
}

/** In next's own words, at the head of a line: pages that are being built may speak of locks as well. */
const lock =
  /^[ \t⨯×>]*(?:Error: )?(?:Another next build process is already running|Unable to acquire lock at .*lock\b).*$/m;

/** What next prints when a build broke, some of it after "Compiled successfully" and with exit code 0. */
const breakage =
  /^[ \t⨯×>]*(?:Failed to (?:compile|type check)\.?[ \t]*$|Build error occurred|Export encountered errors?\b|Turbopack build failed\b)/m;

/** The complaint and the first two lines that say where. */
const complaintFrom = (text: string, index: number): string =>
  text
    .slice(index, index + 4000)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, 3)
    .join(' ');

const failed = (reason: string): BuildResult => ({ state: 'failed', reason: quoted(reason), locked: false });

function ofExit(exitCode: number, text: string): BuildResult {
  const refused = refusal(exitCode, text);
  if (refused !== undefined) return { state: 'not-started', reason: refused, locked: false };
  const held = lock.exec(text);
  const broken = breakage.exec(text);
  if (held && (exitCode !== 0 || broken)) return { ...failed(held[0]), locked: true };
  if (broken) return failed(complaintFrom(text, broken.index));
  if (exitCode === 0) return { state: 'built', reason: null, locked: false };
  const signal = signalIn(exitCode);
  return failed(
    signal === undefined
      ? `exit code ${exitCode}: ${complaintLine(text) ?? 'no output'}`
      : `ended by signal ${signal}`,
  );
}

/** What came of a build command; its own words of failure weigh more than a clean exit code. */
export function buildResult(outcome: CommandOutcome, text: string): BuildResult {
  switch (outcome.kind) {
    case 'not-started':
      return { state: 'not-started', reason: obstacle(outcome), locked: false };
    case 'timed-out':
      return {
        state: 'timed-out',
        reason: `no end after ${Math.round(outcome.durationMs / 1000)} s`,
        locked: lock.test(text),
      };
    case 'signalled':
      return failed(`ended by ${outcome.signal}`);
    case 'exited':
      return ofExit(outcome.code, text);
  }
}
