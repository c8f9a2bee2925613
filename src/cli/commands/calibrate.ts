import { cpus, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { makeFolder } from '../../archive/durable.ts';
import { conclusions, tableOf } from '../../calibration/report.ts';
import { startKnownDelays } from '../../calibration/start.ts';
import { isTrustworthy, LIMITS, type Row, trustedStreams } from '../../calibration/trust.ts';
import type { Exchange } from '../../calibration/truth.ts';
import type { Host } from '../../domain/host.ts';
import { seen } from '../../domain/unseen.ts';
import { createHost } from '../../host/host.ts';
import { calibrateBench } from '../calibrate-bench.ts';
import { calibrateReview, type KnownDelays } from '../calibrate-review.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { keepResult } from '../keep-result.ts';
import { progress } from '../progress.ts';
import type { Terminal } from '../terminal.ts';
import { thisMachine } from '../this-machine.ts';
import { UsageError } from '../usage-error.ts';

export interface CalibrateFlags {
  readonly streams: string;
  readonly results: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  /** False with --no-motion. */
  readonly motion?: boolean;
  /** False with --no-color. */
  readonly color: boolean;
}

const MOST_STREAMS = 1_000;
const MOST_TRUTH_BYTES = 256 * 1024 * 1024;

function streamsOf(said: string): number[] {
  const counts = said.split(',').map(Number);
  if (counts.every((count) => Number.isInteger(count) && count >= 1 && count <= MOST_STREAMS))
    return [...new Set(counts)].sort((a, b) => a - b);
  throw new UsageError(
    `--streams: found "${said}", expected whole numbers from 1 to ${MOST_STREAMS}, such as 1,10,50`,
  );
}

async function truthFrom(host: Host, url: string, signal: AbortSignal): Promise<readonly Exchange[]> {
  const asked = { method: 'GET', timeoutMs: 30_000, maxBytes: MOST_TRUTH_BYTES } as const;
  const answer = await host.http.exchange({ url: `${url}/truth`, ...asked, signal });
  if (answer.kind === 'failed') throw new Error(`the known-delay server is gone: ${answer.message}`);
  return JSON.parse(new TextDecoder().decode(answer.body));
}

async function measure(
  streams: readonly number[],
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<Row[]> {
  const { host, close } = createHost();
  try {
    const server = await startKnownDelays(host, signal);
    if ('problem' in server) throw new Error(`the known-delay server did not start (${server.problem})`);
    const { url } = server;
    const delays: KnownDelays = { url, host, signal, truth: () => truthFrom(host, url, signal) };
    return [...(await calibrateReview(delays, say)), ...(await calibrateBench(delays, streams, say))];
  } finally {
    await close();
  }
}

async function drawn(rows: readonly Row[]): Promise<string> {
  const { default: Table } = await import('cli-table3');
  const { head, body } = tableOf(rows);
  const grid = new Table({
    head,
    style: { head: [], border: [], compact: true },
    colAligns: ['left', ...head.slice(1).map(() => 'right' as const)],
  });
  grid.push(...body);
  const what = 'ms (rtf: ratio); median / p99, or max below 100 samples; ! is beyond the limits';
  return `${grid.toString()}\n${what}\n\n${conclusions(rows).join('\n')}\n`;
}

/** Who else wanted the processors: an instrument that has to wait for them is late. */
function busyness(load: number): string {
  const cores = cpus().length;
  return load <= cores / 2
    ? ''
    : `This machine was busy before it began (load ${load.toFixed(1)} on ${cores} processors): part of the error is the others’.\n`;
}

/** Puts ralph's own instruments to known delays, says how wrong they are, and keeps the figures. */
export async function calibrate(
  flags: CalibrateFlags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { stdout, secrets } = terminal;
  const streams = streamsOf(flags.streams);
  const folder = resolve(terminal.cwd(), flags.results);
  await makeFolder(folder);
  const { say } = progress(terminal, 'en', flags);
  const at = new Date();
  const [loadBefore = 0] = loadavg();
  const rows = await measure(streams, say, signal);
  const trusted = {
    review: rows.filter(({ path }) => path === 'review').every(isTrustworthy),
    benchStreams: trustedStreams(rows.filter(({ path }) => path === 'bench')),
  };
  const result = {
    ...thisMachine(),
    loadBefore,
    measuredFrom: at.toISOString(),
    limits: LIMITS,
    trusted,
    rows,
  };
  const file = await keepResult({ folder, at, secrets }, 'calibration', result);
  stdout.write(
    flags.json ? `${seen(JSON.stringify(result, null, 2))}\n` : `${await drawn(rows)}${busyness(loadBefore)}`,
  );
  say(`kept: ${file}`);
  return rows.every(isTrustworthy) ? EXIT.passed : EXIT.inconclusive;
}
