import type { Lang } from '../../domain/text.ts';
import type { TimeLeft } from '../../pipeline/time-left.ts';
import { joined, type Line, shortest, span } from './line.ts';
import { bar, barWidth } from './shape.ts';
import { elapsedTime, leftText, WORDS } from './words.ts';

/** How far something is that is done in so many parts. */
export interface Come {
  readonly done: number;
  readonly all: number;
  readonly elapsedMs: number;
  /** Null: nobody knows. */
  readonly left: TimeLeft | null;
}

/** How far the whole is: as a bar, in parts, in the time that went by and in the time that is left. */
export function footer({ done, all, elapsedMs, left }: Come, columns: number, lang: Lang): Line {
  const words = WORDS[lang];
  const said = leftText(left, words);
  const indent = span('  ');
  const count = span(words.done(done, all));
  const time = span(elapsedTime(elapsedMs));
  const rest = said === undefined ? undefined : span(said);
  const { full, rest: open } = bar(all === 0 ? 0 : done / all, barWidth(columns));
  return shortest(
    columns,
    [indent, span(full, 'good'), span(open, 'dim'), indent, ...joined(count, time, rest)],
    [indent, ...joined(count, time, rest)],
    [indent, ...joined(count, rest ?? time)],
    [indent, ...joined(count, time)],
    [indent, count],
  );
}
