import { figure } from '../domain/figure.ts';
import { oneLine } from '../domain/printable.ts';
import type { Canvas } from '../domain/reporter.ts';
import type { Summary } from '../statistics/summary.ts';
import { CLOSED_LOOP, describe } from './describe.ts';
import { folded } from './folded.ts';
import type { Judged, Measured } from './result.ts';
import { type Scenario, TIMINGS, type Timing } from './scenario.ts';

const TITLES: Readonly<Record<Timing, string>> = {
  latency: 'from intended send',
  service: 'from real send',
  first: 'first token or sound',
  v2v: 'first heard (v2v)',
  gap: 'between tokens',
  underrun: 'worst underrun',
  lag: 'schedule lag',
};
const FIGURES = ['p50', 'p90', 'p95', 'p99', 'max'] as const;

const time = (value: number | null): string => (value === null ? '–' : figure(value, 'ms'));
const share = (value: number): string => figure(value, '%');

const row = (timing: Timing, summary: Summary): string[] => [
  TITLES[timing],
  String(summary.n),
  ...FIGURES.map((name) => time(summary[name])),
];

const SIGNS = { true: '✓', false: '✖', null: '?' } as const;

/** An objective, what it came to, and whether that keeps it. */
export function objective(judged: Judged): string {
  const timed = judged.kind === 'percentile';
  const said = timed ? time : (value: number | null) => (value === null ? '–' : share(value));
  const why = judged.kept === null ? ' (too few requests to say)' : '';
  return `${SIGNS[`${judged.kept}`]} ${judged.id} ${said(judged.value)}, objective ${timed ? '≤' : '≥'} ${said(judged.limit)}${why}`;
}

/** How many failed for which reason; nothing where none did. */
export function failedLine(failed: Measured['requests']['failed']): string[] {
  const reasons = Object.entries(failed).map(([reason, count]) => `${count} × ${oneLine(reason)}`);
  return reasons.length === 0 ? [] : [`failed: ${reasons.join(', ')}`];
}

function requestsLine({ requests, shares }: Measured, connections: number): string {
  const { answered, failed, abandoned, queued, ...rates } = requests;
  return [
    `${answered} answered, ${rates.answeredPerSecond.toFixed(1)}/s`,
    `success ${shares.success === null ? '–' : share(shares.success)}`,
    `goodput ${rates.goodPerSecond.toFixed(1)}/s`,
    ...(shares.c100 === null ? [] : [`c100 ${share(shares.c100)}`]),
    ...failedLine(failed),
    ...(queued === 0 ? [] : [`${queued} waited for one of ${connections} connections`]),
    ...(abandoned === 0 ? [] : [`${abandoned} not waited for`]),
  ].join(' · ');
}

/** A load and what it came to, as a table and a few lines. */
export async function drawn(
  scenario: Scenario,
  measured: Measured,
  { color, columns }: Canvas,
): Promise<string> {
  const [{ default: Table }, { default: pico }] = await Promise.all([
    import('cli-table3'),
    import('picocolors'),
  ]);
  const paint = pico.createColors(color);
  const grid = new Table({
    head: ['Times', 'n', ...FIGURES],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right'],
  });
  for (const timing of TIMINGS) {
    const summary = measured.timings[timing];
    if (summary) grid.push(row(timing, summary));
  }
  const fold = (text: string): string => folded(text, columns);
  const { delay, doubts } = measured.instrument;
  const own =
    delay === null ? 'not seen' : `p50 ${time(delay.p50)}, p99 ${time(delay.p99)}, max ${time(delay.max)}`;
  const tones = { true: paint.green, false: paint.red, null: paint.yellow } as const;
  return [
    `${paint.bold(scenario.name)}: ${describe(scenario.deed, scenario.load, measured.measuredMs)}`,
    grid.toString(),
    fold(requestsLine(measured, scenario.connections)),
    `delay of the sender itself, wire to time stamp: ${own}`,
    ...doubts.map((doubt) => paint.yellow(fold(`! not to be trusted: ${doubt}`))),
    ...(scenario.load.kind === 'closed' ? [fold(CLOSED_LOOP)] : []),
    ...measured.objectives.map((one) => tones[`${one.kept}`](objective(one))),
    '',
  ].join('\n');
}
