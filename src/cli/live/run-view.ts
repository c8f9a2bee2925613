import { oneLine } from '../../domain/printable.ts';
import type { Lang } from '../../domain/text.ts';
import { footer } from './footer.ts';
import { fitted, type Line, span } from './line.ts';
import type { Room } from './panel.ts';
import { runningLines, waitingLine } from './probe-lines.ts';
import { type ProbeState, type RunState, stillTakes } from './run-state.ts';
import { widthOf } from './width.ts';
import { WORDS } from './words.ts';

/** How wide a column of titles is: none is cut where it takes less than half of the room. */
export function titleColumns({ probes }: RunState, lang: Lang, columns: number): number {
  const widest = Math.max(0, ...probes.map(({ probe }) => widthOf(oneLine(probe.title[lang]))));
  return Math.min(widest, Math.floor(columns / 2));
}

const isWatching = ({ probe }: ProbeState): boolean => probe.phase === 'throughout';

/**
 * What of a run goes on and what is still to come, in no more rows than there are and none wider than they are: what is
 * asked now with its samples so far, who watches meanwhile, what waits, and how far the whole is. What is finished is not
 * among it.
 */
export function runView(
  state: RunState,
  { columns, rows }: Room,
  { lang, nowMs }: { readonly lang: Lang; readonly nowMs: number },
): Line[] {
  if (rows < 1 || columns < 1) return [];
  const drawing = { columns, lang, nowMs, titleColumns: titleColumns(state, lang, columns) };
  const words = WORDS[lang];
  const dim = (text: string): Line => fitted([span(text, 'dim')], columns);
  const inState = (kind: ProbeState['state']['kind']) =>
    state.probes.filter((each) => each.state.kind === kind);
  const running = inState('running');
  const watching = running.filter(isWatching).map(({ probe }) => oneLine(probe.title[lang]));
  const now = [
    ...running.filter((each) => !isWatching(each)).flatMap((each) => runningLines(each, drawing)),
    ...(watching.length === 0 ? [] : [dim(`  ◦ ${words.watching} ${watching.join(', ')}`)]),
  ].slice(0, rows - 1);
  const waiting = inState('waiting').map((each) => waitingLine(each, drawing));
  const room = rows - 1 - now.length;
  const shown = waiting.length <= room ? waiting : waiting.slice(0, Math.max(0, room - 1));
  const hidden = waiting.length - shown.length;
  const more = hidden > 0 && room > 0 ? [dim(`    … ${words.more(hidden)}`)] : [];
  const come = {
    ...{ done: inState('finished').length, all: state.probes.length },
    ...{ elapsedMs: nowMs - state.begunMs, left: stillTakes(state, nowMs) },
  };
  return [...now, ...shown, ...more, footer(come, columns, lang)];
}
