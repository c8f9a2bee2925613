import type { KeptSound } from './kept-sound.ts';
import type { Unit } from './metric.ts';
import type { Text } from './text.ts';
import type { Trend } from './trend.ts';

/** A figure with every sample behind it. */
export interface SampledFigure {
  /** `probe.metric`. */
  readonly metric: string;
  readonly title: Text;
  readonly unit: Unit;
  /** In the order in which they were taken. */
  readonly samples: readonly number[];
  readonly median: number;
  /** What a criterion holds the figure to; null: none does. */
  readonly objective: number | null;
}

/** A stretch of a turn. */
export interface TurnStretch {
  readonly name: Text;
  readonly startMs: number;
  readonly endMs: number;
  /** Nobody accounts for it. */
  readonly isUnexplained?: boolean;
}

/** Where the time of one turn went; times count from the user's last word. */
export interface TurnPicture {
  readonly title: Text;
  /** Of how many turns it is the one in the middle, by the time it took. */
  readonly among: number;
  readonly stretches: readonly TurnStretch[];
  readonly moments: readonly { readonly atMs: number; readonly name: Text }[];
}

/** What one card did at one moment of the run; null: not told. */
export interface CardPoint {
  readonly atMs: number;
  readonly utilisationPct: number | null;
  readonly memoryUsedMib: number | null;
}

/** A card over the run. */
export interface CardPicture {
  readonly name: string;
  readonly memoryTotalMib: number | null;
  readonly points: readonly CardPoint[];
}

/** When a probe was at work; times as those of what is drawn over them. */
export interface ProbeWindow {
  readonly probe: string;
  readonly title: Text;
  readonly startMs: number;
  readonly endMs: number;
}

/** The cards, and which probes loaded the stack meanwhile; the clock begins with the first sample. */
export interface CardsPicture {
  readonly cards: readonly CardPicture[];
  readonly windows: readonly ProbeWindow[];
}

/** What was resident for the serving processes after each probe of the load, beginning at rest. */
export interface MemoryPicture {
  readonly points: readonly { readonly probe: string | null; readonly mib: number }[];
}

/** What a picture of one probe's readings needs, where it has one. */
export interface Sketch {
  readonly turn?: TurnPicture;
  readonly cards?: {
    readonly cards: readonly CardPicture[];
    readonly windows: readonly Omit<ProbeWindow, 'title'>[];
  };
  readonly memory?: MemoryPicture;
}

/** What a drawing needs beyond the review: derived from its evidence, and from the cycles before it. */
export interface Portrait {
  readonly figures: readonly SampledFigure[];
  readonly turns: readonly TurnPicture[];
  /** Null where no card was watched. */
  readonly cards: CardsPicture | null;
  readonly memory: MemoryPicture | null;
  readonly sounds: readonly (KeptSound & { readonly title: Text })[];
  /** This cycle the last of them; null where it is the first. */
  readonly trend: Trend | null;
}
