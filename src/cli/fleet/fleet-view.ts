import { oneLine } from '../../domain/printable.ts';
import type { Lang } from '../../domain/text.ts';
import { fitted, joined, type Line, shortest, span } from '../live/line.ts';
import type { Room } from '../live/panel.ts';
import { bar, barWidth } from '../live/shape.ts';
import { padded, widthOf } from '../live/width.ts';
import { elapsedTime } from '../live/words.ts';
import { countedStates, type FleetState, type StackState } from './shown-stacks.ts';
import { FLEET_WORDS } from './words.ts';

type Measured = StackState & { readonly kind: 'measured' };

/** How many stacks are in which state, for a line that stays or one that moves. */
export function countsLine(state: FleetState, lang: Lang): Line {
  const words = FLEET_WORDS[lang];
  const { judged, measured, ended, waits } = countedStates(state);
  const some = (count: number, text: (count: number) => string) =>
    count > 0 ? span(text(count)) : undefined;
  return joined(
    span(words.done(judged, state.stacks.size)),
    some(measured, words.measured),
    some(ended, words.ended),
    some(waits, words.waits),
  );
}

function footer(state: FleetState, { columns }: Room, lang: Lang, nowMs: number): Line {
  const { judged } = countedStates(state);
  const { full, rest } = bar(judged / Math.max(1, state.stacks.size), barWidth(columns));
  const indent = span('  ');
  const counts = countsLine(state, lang);
  const time = [span(' · ', 'dim'), span(elapsedTime(nowMs - state.begunMs))];
  return shortest(
    columns,
    [indent, span(full, 'good'), span(rest, 'dim'), indent, ...counts, ...time],
    [indent, ...counts, ...time],
    [indent, ...counts],
  );
}

/**
 * Which stacks are measured now, the one that is longest at it first, and how far all are: no more rows than there are,
 * and none wider than they are.
 */
export function fleetView(
  state: FleetState,
  room: Room,
  { lang, nowMs }: { readonly lang: Lang; readonly nowMs: number },
): Line[] {
  const { columns, rows } = room;
  if (rows < 1 || columns < 1) return [];
  const words = FLEET_WORDS[lang];
  const running = [...state.stacks]
    .flatMap(([name, each]) => (each.kind === 'measured' ? [[oneLine(name), each] as const] : []))
    .sort(([, one], [, other]) => one.sinceMs - other.sinceMs);
  const wide = Math.min(Math.floor(columns / 3), Math.max(0, ...running.map(([name]) => widthOf(name))));
  const line = ([name, { agent, probe, done, of, sinceMs }]: readonly [string, Measured]): Line =>
    fitted(
      [
        span('  · ', 'busy'),
        span(padded(name, wide)),
        span('  '),
        ...joined(
          span(of > 0 ? words.probes(done, of) : words.begins),
          probe === null ? undefined : span(oneLine(probe)),
          agent === name ? undefined : span(oneLine(agent), 'dim'),
          span(elapsedTime(nowMs - sinceMs), 'dim'),
        ),
      ],
      columns,
    );
  const free = rows - 1;
  const shown = running.length <= free ? running : running.slice(0, Math.max(0, free - 1));
  const hidden = running.length - shown.length;
  const more = hidden > 0 && free > 0 ? [fitted([span(`    … ${words.more(hidden)}`, 'dim')], columns)] : [];
  return [...shown.map(line), ...more, footer(state, room, lang, nowMs)];
}
