import type { Lang } from '../../domain/text.ts';
import type { ObserveEvent } from '../../pipeline/observe.ts';
import { frame, type Shown } from './frame.ts';
import { folded, type Line, painted } from './line.ts';
import { begun, type ShownRun, step } from './run-state.ts';
import { type Room, runView, titleColumns } from './run-view.ts';
import { type Clean, linesOf, outcomeLine } from './told.ts';

/** A terminal that can be drawn on. */
export interface Screen {
  write(text: string): void;
  size(): Room;
  /** Has `listener` called after each change of its size; ends with the function that it returns. */
  onResize(listener: () => void): () => void;
}

export interface LiveClock {
  /** Monotonic. */
  nowMs(): number;
  /** Calls again and again, and keeps no process alive; ends with the function that it returns. */
  every(ms: number, tick: () => void): () => void;
}

export interface LiveOptions {
  readonly screen: Screen;
  readonly clock: LiveClock;
  readonly lang: Lang;
  readonly color: boolean;
  readonly clean: Clean;
}

/** What is new is drawn at once, or at the next look; where nothing is, the seconds that went by are. */
const LOOK_MS = 200;
const SECOND_MS = 1_000;

/** Shows a run while it goes: what is over stays on the terminal line by line, and below it stands what goes on. */
export function liveRun(run: ShownRun, { screen, clock, lang, color, clean }: LiveOptions) {
  let state = begun(run, clock.nowMs());
  let shown: Shown = { rows: [], columns: screen.size().columns };
  let told: readonly Line[] = [];
  let isNew = true;
  let drawnMs = Number.NEGATIVE_INFINITY;

  function draw(isOver = false): void {
    const { columns, rows } = screen.size();
    // A row that fills the last column may or may not be followed by an empty one, as the terminal likes.
    const room = { columns: columns - 1, rows: rows - 1 };
    drawnMs = clock.nowMs();
    const below = isOver ? [] : runView(state, room, { lang, nowMs: drawnMs });
    const rowsOf = (lines: readonly Line[]) => lines.map((line) => painted(line, color));
    const over = rowsOf(told.flatMap((line) => folded(line, Math.max(1, room.columns))));
    const standing = rowsOf(below);
    const text = frame(shown, { rows: [...over, ...standing], columns });
    if (text !== '') screen.write(text);
    shown = { rows: standing, columns };
    told = [];
    isNew = false;
  }

  function look(): void {
    const sinceMs = clock.nowMs() - drawnMs;
    if (isNew || sinceMs >= SECOND_MS) draw();
  }

  /** Lines that stay. */
  function print(lines: readonly Line[]): void {
    told = [...told, ...lines];
    isNew = true;
  }

  const stopTicking = clock.every(LOOK_MS, look);
  const stopListening = screen.onResize(() => draw());

  return {
    say(text: string): void {
      print(linesOf(text, clean));
      draw();
    },
    on(event: ObserveEvent): void {
      state = step(state, event, clock.nowMs());
      isNew = true;
      if (event.kind === 'note') print(linesOf(`    ${event.line}`, clean));
      if (event.kind === 'finished') {
        const columns = titleColumns(state, lang, screen.size().columns - 1);
        print([outcomeLine(event.probe, event.observation, { lang, clean, columns })]);
      }
      // One probe ends as the next begins: both are one change.
      if (event.kind === 'started') draw();
    },
    /** What is over stays; the rest is taken away, and the cursor stands where the next line goes. */
    end(): void {
      stopTicking();
      stopListening();
      draw(true);
    },
  };
}
