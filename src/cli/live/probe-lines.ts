import { oneLine } from '../../domain/printable.ts';
import type { Lang } from '../../domain/text.ts';
import { fitted, joined, type Line, shortest, span } from './line.ts';
import type { ProbeState, SeriesSoFar } from './run-state.ts';
import { histogram } from './shape.ts';
import { cut, padded } from './width.ts';
import { elapsedTime, roughTime, spread, WORDS } from './words.ts';

/** Where and when something is drawn. */
export interface Drawing {
  readonly columns: number;
  readonly lang: Lang;
  readonly nowMs: number;
  /** How wide the column of titles is. */
  readonly titleColumns: number;
}

const HISTOGRAM = { least: 6, most: 20 };

/** Nobody waits for what takes less than this. */
const LEAST_TOLD_MS = 500;

/** How long it took in the cycle before; 0 where there is none. */
const knownMs = ({ expected }: ProbeState): number => (expected?.isKnown ? expected.ms : 0);

const titleOf = ({ probe }: ProbeState, { lang, titleColumns: wide }: Drawing): string =>
  padded(cut(oneLine(probe.title[lang]), wide), wide);

function seriesLine({ warmMs, failed }: SeriesSoFar, { columns, lang }: Drawing): Line {
  const words = WORDS[lang];
  const indent = span('    ');
  const bad = failed === 0 ? undefined : span(words.failed(failed), 'bad');
  const seen = spread(warmMs, lang);
  if (!seen) return fitted([indent, ...joined(span(words.coming, 'dim'), bad)], columns);
  const count = span(words.warm(warmMs.length));
  const width = Math.min(HISTOGRAM.most, Math.max(HISTOGRAM.least, Math.floor(columns / 8)));
  const shape = span(histogram(warmMs, width), 'busy');
  const [times, middle] = [span(seen.times), span(seen.median)];
  return shortest(
    columns,
    [indent, ...joined(count, shape, times, middle, bad)],
    [indent, ...joined(count, shape, middle, bad)],
    [indent, ...joined(count, shape, bad)],
    [indent, ...joined(count, bad)],
  );
}

/** A probe that is asked, and below it the samples of its series so far. */
export function runningLines(each: ProbeState, drawing: Drawing): Line[] {
  const { probe, state } = each;
  if (state.kind !== 'running') return [];
  const { columns, lang, nowMs } = drawing;
  const forMs = nowMs - state.sinceMs;
  const bare = [
    span('  '),
    span('▸', 'busy'),
    span(` ${titleOf(each, drawing)}  `),
    span(elapsedTime(forMs)),
  ];
  const whole = span(` ${WORDS[lang].of(roughTime(knownMs(each)))}`, 'dim');
  // What takes longer than it did says no more how long that was.
  const isTold = knownMs(each) >= Math.max(forMs, LEAST_TOLD_MS);
  const line = shortest(columns, ...(isTold ? [[...bare, whole]] : []), bare);
  // Its row is there from the start, so that nothing below moves when the first sample comes.
  const series = state.series ?? (probe.demand?.series ? { warmMs: [], failed: 0 } : null);
  return [line, ...(series ? [seriesLine(series, drawing)] : [])];
}

/** A probe that is still to come, and how long it took in the cycle before. */
export function waitingLine(each: ProbeState, drawing: Drawing): Line {
  const start = `  ○ ${titleOf(each, drawing)}`;
  const bare = [span(start.trimEnd(), 'dim')];
  const ms = knownMs(each);
  if (ms < LEAST_TOLD_MS) return fitted(bare, drawing.columns);
  const time = WORDS[drawing.lang].about(roughTime(ms));
  return shortest(drawing.columns, [span(`${start}  ${time}`, 'dim')], bare);
}
