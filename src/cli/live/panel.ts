import { frame, type Shown } from './frame.ts';
import { folded, type Line, painted } from './line.ts';

/** What may be drawn on. */
export interface Room {
  readonly columns: number;
  readonly rows: number;
}

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

export interface PanelOptions {
  readonly screen: Screen;
  readonly clock: LiveClock;
  readonly color: boolean;
}

/** What stands below all lines that stay, as it is now: no more rows than there are, and none wider than they are. */
export type View = (room: Room, nowMs: number) => readonly Line[];

/** What is new is drawn at once, or at the next look; where nothing is, the seconds that went by are. */
const LOOK_MS = 200;
const SECOND_MS = 1_000;

/** The last rows of a terminal, drawn anew in place while what they show changes; lines that stay go above them. */
export function openPanel(view: View, { screen, clock, color }: PanelOptions) {
  let shown: Shown = { rows: [], columns: screen.size().columns };
  let told: readonly Line[] = [];
  let isNew = true;
  let drawnMs = Number.NEGATIVE_INFINITY;

  function draw(isOver = false): void {
    const { columns, rows } = screen.size();
    // A row that fills the last column may or may not be followed by an empty one, as the terminal likes.
    const room = { columns: columns - 1, rows: rows - 1 };
    drawnMs = clock.nowMs();
    const rowsOf = (lines: readonly Line[]) => lines.map((line) => painted(line, color));
    const over = rowsOf(told.flatMap((line) => folded(line, Math.max(1, room.columns))));
    const standing = rowsOf(isOver ? [] : view(room, drawnMs));
    const text = frame(shown, { rows: [...over, ...standing], columns });
    if (text !== '') screen.write(text);
    shown = { rows: standing, columns };
    told = [];
    isNew = false;
  }

  function look(): void {
    if (isNew || clock.nowMs() - drawnMs >= SECOND_MS) draw();
  }

  const stopTicking = clock.every(LOOK_MS, look);
  const stopListening = screen.onResize(() => draw());

  return {
    /** Lines that stay, from the next look on. */
    print(lines: readonly Line[]): void {
      told = [...told, ...lines];
      isNew = true;
    },
    /** What it shows has changed: to be seen at the next look. */
    changed(): void {
      isNew = true;
    },
    draw: (): void => draw(),
    /** What is over stays; the rest is taken away, and the cursor stands where the next line goes. */
    end(): void {
      stopTicking();
      stopListening();
      draw(true);
    },
  };
}
