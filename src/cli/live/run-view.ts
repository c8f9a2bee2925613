import { oneLine } from '../../domain/printable.ts';
import type { Lang } from '../../domain/text.ts';
import { fitted, type Line, type Span, shortest, span } from './line.ts';
import { type ProbeState, type RunState, type SeriesSoFar, stillTakes } from './run-state.ts';
import { bar, histogram } from './shape.ts';
import { cut, padded, widthOf } from './width.ts';
import { elapsedTime, leftText, roughTime, spread, WORDS } from './words.ts';

/** What may be drawn on. */
export interface Room {
  readonly columns: number;
  readonly rows: number;
}

interface Drawing extends Room {
  readonly lang: Lang;
  readonly nowMs: number;
  readonly titleColumns: number;
}

const BAR = { least: 8, most: 24 };
const HISTOGRAM = { least: 6, most: 20 };
const SEPARATOR = span(' · ', 'dim');

const between = (value: number, { least, most }: { least: number; most: number }): number =>
  Math.min(most, Math.max(least, value));

const joined = (...parts: readonly (Span | undefined)[]): Line =>
  parts.filter((part) => part !== undefined).flatMap((part, at) => (at === 0 ? [part] : [SEPARATOR, part]));

/** How wide a column of titles is: none is cut where it takes less than half of the room. */
export function titleColumns({ probes }: RunState, lang: Lang, columns: number): number {
  const widest = Math.max(0, ...probes.map(({ probe }) => widthOf(oneLine(probe.title[lang]))));
  return Math.min(widest, Math.floor(columns / 2));
}

const titleOf = ({ probe }: ProbeState, { lang, titleColumns: wide }: Drawing): string =>
  padded(cut(oneLine(probe.title[lang]), wide), wide);

function seriesLine({ warmMs, failed }: SeriesSoFar, { columns, lang }: Drawing): Line {
  const words = WORDS[lang];
  const indent = span('    ');
  const bad = failed === 0 ? undefined : span(words.failed(failed), 'bad');
  const seen = spread(warmMs, words);
  if (!seen) return fitted([indent, ...joined(span(words.coming, 'dim'), bad)], columns);
  const count = span(words.warm(warmMs.length));
  const shape = span(histogram(warmMs, between(Math.floor(columns / 8), HISTOGRAM)), 'busy');
  const [times, middle] = [span(seen.times), span(seen.median)];
  return shortest(
    columns,
    [indent, ...joined(count, shape, times, middle, bad)],
    [indent, ...joined(count, shape, middle, bad)],
    [indent, ...joined(count, shape, bad)],
    [indent, ...joined(count, bad)],
  );
}

/** Nobody waits for what takes less than this. */
const LEAST_TOLD_MS = 500;

/** How long it took in the cycle before; 0 where there is none. */
const knownMs = ({ expected }: ProbeState): number => (expected?.isKnown ? expected.ms : 0);

function runningLines(each: ProbeState, drawing: Drawing): Line[] {
  const { probe, state } = each;
  if (state.kind !== 'running') return [];
  const { columns, lang, nowMs } = drawing;
  const start = [span('  '), span('▸', 'busy'), span(` ${titleOf(each, drawing)}  `)];
  const forMs = nowMs - state.sinceMs;
  const time = span(elapsedTime(forMs));
  // What takes longer than it did says no more how long that was.
  const whole =
    knownMs(each) >= Math.max(forMs, LEAST_TOLD_MS) ? WORDS[lang].of(roughTime(knownMs(each))) : undefined;
  const line =
    whole === undefined
      ? fitted([...start, time], columns)
      : shortest(columns, [...start, time, span(` ${whole}`, 'dim')], [...start, time]);
  // Its row is there from the start, so that nothing below moves when the first sample comes.
  const series = state.series ?? (probe.demand?.series ? { warmMs: [], failed: 0 } : null);
  return [line, ...(series ? [seriesLine(series, drawing)] : [])];
}

function waitingLine(each: ProbeState, drawing: Drawing): Line {
  const start = `  ○ ${titleOf(each, drawing)}`;
  const bare = [span(start.trimEnd(), 'dim')];
  const ms = knownMs(each);
  if (ms < LEAST_TOLD_MS) return fitted(bare, drawing.columns);
  const time = WORDS[drawing.lang].about(roughTime(ms));
  return shortest(drawing.columns, [span(`${start}  ${time}`, 'dim')], bare);
}

function footer(state: RunState, { columns, lang, nowMs }: Drawing): Line {
  const words = WORDS[lang];
  const done = state.probes.filter((each) => each.state.kind === 'finished').length;
  const all = state.probes.length;
  const left = leftText(stillTakes(state, nowMs), words);
  const count = span(words.done(done, all));
  const time = span(elapsedTime(nowMs - state.begunMs));
  const rest = left === undefined ? undefined : span(left);
  const { full, rest: open } = bar(all === 0 ? 0 : done / all, between(Math.floor(columns / 4), BAR));
  const drawn = [span('  '), span(full, 'good'), span(open, 'dim'), span('  ')];
  return shortest(
    columns,
    [...drawn, ...joined(count, time, rest)],
    [span('  '), ...joined(count, time, rest)],
    [span('  '), ...joined(count, rest ?? time)],
    [span('  '), ...joined(count, time)],
    [span('  '), count],
  );
}

/**
 * What of a run goes on and what is still to come, in no more rows than there are and none wider than they are: what is
 * asked now with its samples so far, who watches meanwhile, what waits, and how far the whole is. What is finished is not
 * among it.
 */
export function runView(
  state: RunState,
  { columns, rows }: Room,
  { lang, nowMs }: Pick<Drawing, 'lang' | 'nowMs'>,
): Line[] {
  if (rows < 1 || columns < 1) return [];
  const drawing = { columns, rows, lang, nowMs, titleColumns: titleColumns(state, lang, columns) };
  const words = WORDS[lang];
  const inState = (kind: ProbeState['state']['kind']) =>
    state.probes.filter((each) => each.state.kind === kind);
  const isWatching = ({ probe }: ProbeState): boolean => probe.phase === 'throughout';
  const running = inState('running');
  const watching = running.filter(isWatching).map(({ probe }) => oneLine(probe.title[lang]));
  const now = [
    ...running.filter((each) => !isWatching(each)).flatMap((each) => runningLines(each, drawing)),
    ...(watching.length === 0
      ? []
      : [fitted([span(`  ◦ ${words.watching} ${watching.join(', ')}`, 'dim')], columns)]),
  ].slice(0, rows - 1);
  const waiting = inState('waiting').map((each) => waitingLine(each, drawing));
  const room = rows - 1 - now.length;
  const shown = waiting.length <= room ? waiting : waiting.slice(0, Math.max(0, room - 1));
  const hidden = waiting.length - shown.length;
  const more = hidden > 0 && room > 0 ? [fitted([span(`    … ${words.more(hidden)}`, 'dim')], columns)] : [];
  return [...now, ...shown, ...more, footer(state, drawing)];
}
