import type { NumberMetric } from '../domain/metric.ts';
import { median } from '../statistics/quantile.ts';

/** The metric that is the median of a time of each sample that has it. */
export const medianMs = <Readings>(
  each: (readings: Readings) => readonly number[],
  about: Pick<NumberMetric<Readings>, 'title' | 'formula'> &
    Partial<Pick<NumberMetric<Readings>, 'better' | 'floor'>>,
) =>
  ({
    kind: 'number',
    unit: 'ms',
    better: 'lower',
    floor: 15,
    ...about,
    from: (readings: Readings) => median(each(readings)),
    samples: each,
  }) as const;
