import type { LoadReport } from '../../bench/load-report.ts';
import { progressLine } from '../../bench/progress.ts';
import { fitted, type Line, span } from './line.ts';
import type { Room } from './panel.ts';
import { bar, barWidth } from './shape.ts';
import { roughTime, WORDS } from './words.ts';

/** A load while it is made: how far it is, how long it still takes, and how its answers came. Undefined: nothing yet. */
export function loadView(
  report: LoadReport | undefined,
  durationMs: number,
  { columns, rows }: Room,
): Line[] {
  if (!report || rows < 1 || columns < 1) return [];
  const leftMs = durationMs - report.measuredMs;
  const left = leftMs > 0 ? WORDS.en.left(roughTime(leftMs), true) : '';
  const { full, rest } = bar(report.measuredMs / durationMs, barWidth(columns));
  const far = [span('  '), span(full, 'good'), span(rest, 'dim'), span(`  ${left}`, 'dim')];
  const came = [span(`  ${progressLine(report, durationMs)}`)];
  return (rows < 2 ? [came] : [far, came]).map((line) => fitted(line, columns));
}
