import type { Text } from './text.ts';

/** Units of figures; times are milliseconds everywhere inside ralph. */
export type Unit = 'ms' | '%' | 'MiB' | 's' | '°C' | 'W' | 'dBFS' | 'count' | 'ratio';

/** A figure derived from the raw readings of one probe. */
export interface NumberMetric<Readings> {
  readonly kind: 'number';
  readonly title: Text;
  readonly unit: Unit;
  /** `neither`: shown, never compared. */
  readonly better: 'lower' | 'higher' | 'neither';
  /** The formula, as printed in "how it was measured". */
  readonly formula: Text;
  /** A change smaller than this is noise, whatever its percentage; in {@link unit}. */
  readonly floor: number;
  /** Undefined where the readings do not carry the figure: never a stand-in value. */
  from(readings: Readings): number | undefined;
  /** All samples behind the figure, for ranges and tests of change. */
  samples?(readings: Readings): readonly number[];
  /** Of what work it is, where there is more than one kind: figures of different work are never compared. */
  of?(readings: Readings): Text | undefined;
}

/** A named condition, ordered from best to worst. */
export interface StateMetric<Readings> {
  readonly kind: 'state';
  readonly title: Text;
  /** State → how a person says it, best first. */
  readonly states: Readonly<Record<string, Text>>;
  from(readings: Readings): string | undefined;
  /** More than the state alone, where there is more to say: "199 passed". */
  shown?(readings: Readings): Text | undefined;
}

export type Metric<Readings> = NumberMetric<Readings> | StateMetric<Readings>;

/** What of a metric it takes to draw figures that are measured already. */
export type DrawnMetric =
  | Pick<NumberMetric<never>, 'kind' | 'title' | 'unit' | 'better' | 'floor'>
  | Pick<StateMetric<never>, 'kind' | 'title' | 'states'>;

const TIMED: readonly Unit[] = ['ms', 's', 'ratio'];

/** Whether a figure wanders for no reason, so that a change of it is weighed before it is told: times, and what follows from them. */
export const isNoisy = ({ unit, samples }: Pick<NumberMetric<never>, 'unit' | 'samples'>): boolean =>
  TIMED.includes(unit) || (samples !== undefined && unit !== '%');
