import type { Criterion } from '../../domain/criterion.ts';
import { figure } from '../../domain/figure.ts';
import type { DrawnMetric, NumberMetric } from '../../domain/metric.ts';
import type { CycleRecord, Reading } from '../../domain/record.ts';
import { same } from '../../domain/text.ts';
import type { Trend, TrendLine } from '../../domain/trend.ts';
import { milestoneOf, windowCycleOf } from '../window/milestone.ts';
import { blockersOver, type Explains, type Seen } from '../window/stands.ts';
import { testbedChanges } from '../window/testbeds.ts';
import { flakyOf } from './flaky.ts';
import { kinsOf } from './kin.ts';
import { levelSteps, type StepAt, stateSteps } from './steps.ts';

/** The score as a metric beside those of the probes: percent of the points that could be had. */
export const SCORE = 'score';

const score: Pick<NumberMetric<unknown>, 'title' | 'unit' | 'better' | 'floor'> = {
  title: { en: 'Score', fr: 'Score' },
  unit: '%',
  better: 'higher',
  floor: 0.05,
};

/** By what a trend is drawn. */
export interface TrendRules {
  /** Those that are drawn, in their order. */
  readonly lines: readonly string[];
  readonly metrics: readonly (readonly [string, DrawnMetric])[];
  readonly criteria: readonly Pick<Criterion, 'id' | 'title'>[];
  readonly explains: Explains;
}

const scored = ({ criteria }: CycleRecord): string =>
  criteria
    .flatMap(({ id, weight, points }) => (weight > 0 && points !== null ? [id] : []))
    .sort()
    .join(' ');

/** Scores are of one kind where they are over the same criteria, whatever the testbed. */
function scoreKins(records: readonly CycleRecord[]): number[][] {
  const kins = new Map<string, number[]>();
  for (const [index, record] of records.entries()) {
    if (record.origin === 'imported') continue;
    const kin = kins.get(scored(record));
    if (kin) kin.push(index);
    else kins.set(scored(record), [index]);
  }
  return [...kins.values()];
}

/** A window as lines are drawn of it. */
interface Window {
  readonly records: readonly CycleRecord[];
  readonly kins: readonly number[][];
  /** What each of the records says of the metric that is drawn. */
  readonly readings: readonly (Reading | undefined)[];
}

/** Draws one line; undefined where no cycle has the metric. */
type Draw = (window: Window) => TrendLine | undefined;

/** The readings of some metrics, of each one for every record, whose readings are unpacked once. */
function columnsOf(
  ids: readonly string[],
  records: readonly CycleRecord[],
): Map<string, (Reading | undefined)[]> {
  const columns = new Map(ids.map((id) => [id, [] as (Reading | undefined)[]]));
  for (const { readings } of records) for (const [id, column] of columns) column.push(readings[id]);
  return columns;
}

const placed = (steps: readonly StepAt[], records: readonly CycleRecord[]): TrendLine['steps'] =>
  steps.flatMap(({ index, ...step }) => {
    const record = records[index];
    return record ? [{ at: milestoneOf(record), ...step }] : [];
  });

const scoreLine: Draw = ({ records }) => {
  const values = records.map((record) => record.score?.percent ?? null);
  const newest = records.findLast((record) => record.score !== null)?.score;
  if (!newest) return undefined;
  const steps = placed(levelSteps(values, scoreKins(records), score), records);
  const shown = same(figure(newest.percent, '%'));
  return { id: SCORE, title: score.title, unit: score.unit, values, newest: shown, steps };
};

const metricLine =
  (id: string, metric: DrawnMetric): Draw =>
  ({ records, kins, readings }) => {
    const newest = readings.findLast((reading) => reading !== undefined);
    if (!newest) return undefined;
    if (metric.kind === 'state') {
      const states = Object.keys(metric.states);
      const values = readings.map((reading) => {
        const place = states.indexOf(String(reading?.value));
        return place < 0 ? null : place;
      });
      const steps = placed(stateSteps(values, kins, states), records);
      return { id, title: metric.title, unit: 'state', values, newest: newest.shown, steps };
    }
    const values = readings.map((reading) =>
      typeof reading?.value === 'number' && Number.isFinite(reading.value) ? reading.value : null,
    );
    const steps = placed(levelSteps(values, kins, metric), records);
    const { value } = newest;
    const shown = typeof value === 'number' ? same(figure(value, metric.unit)) : newest.shown;
    return { id, title: metric.title, unit: metric.unit, values, newest: shown, steps };
  };

/** How the chosen metrics of one target went over a window of its history. */
export function trendOf(target: string, seen: Seen, rules: TrendRules): Trend {
  const { lines, metrics, criteria, explains } = rules;
  const records = seen.records.slice(seen.from);
  const kins = kinsOf(records);
  const known = new Map(metrics);
  const columns = columnsOf(lines, records);
  return {
    target,
    cycles: records.map(windowCycleOf),
    lines: lines.flatMap((id) => {
      const metric = known.get(id);
      const draw = id === SCORE ? scoreLine : metric && metricLine(id, metric);
      return draw?.({ records, kins, readings: columns.get(id) ?? [] }) ?? [];
    }),
    testbed: testbedChanges(seen),
    stands: blockersOver(seen, explains),
    flaky: flakyOf(records, criteria),
  };
}
