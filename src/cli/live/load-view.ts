import type { LoadReport } from '../../bench/load-report.ts';
import { progressLine } from '../../bench/progress.ts';
import { fitted, type Line, shortest, span } from './line.ts';
import type { Room } from './panel.ts';
import { bar } from './shape.ts';
import { roughTime, WORDS } from './words.ts';

const BAR_WIDTH = 24;

/** A load while it is made: how far it is, how its answers came, and how long it still takes. Undefined: nothing yet. */
export function loadView(
  report: LoadReport | undefined,
  durationMs: number,
  { columns, rows }: Room,
): Line[] {
  if (!report || rows < 1 || columns < 1) return [];
  const line = span(progressLine(report, durationMs));
  const leftMs = durationMs - report.measuredMs;
  const left = leftMs > 0 ? [span(` · ${WORDS.en.left(roughTime(leftMs), true)}`, 'dim')] : [];
  const { full, rest } = bar(report.measuredMs / durationMs, BAR_WIDTH);
  const [indent, drawn] = [span('  '), [span(full, 'good'), span(rest, 'dim')]];
  return [
    shortest(columns, [indent, ...drawn, indent, line, ...left], [indent, line, ...left], [indent, line]),
  ].map((each) => fitted(each, columns));
}
