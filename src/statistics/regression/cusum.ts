import { predictionOf, scoreOf } from './prediction.ts';

/** Half the shift that is looked for, in standard deviations. */
const SLACK = 0.5;

/** What has added up, in standard deviations; neither is below zero. */
export interface Drift {
  readonly up: number;
  readonly down: number;
}

/**
 * Slow shifts add up where no single step is large: the self-starting CUSUM of Hawkins, "Self-starting CUSUM charts for
 * location and scale", The Statistician 36 (1987). Each value, oldest first, is scored against all before it; the first
 * `least` only start it.
 */
export function drift(values: readonly number[], least: number): Drift {
  let up = 0;
  let down = 0;
  for (let index = least; index < values.length; index++) {
    const prediction = predictionOf(values.slice(0, index));
    const score = prediction ? scoreOf(prediction, values[index] ?? Number.NaN) : 0;
    up = Math.max(0, up + score - SLACK);
    down = Math.max(0, down - score - SLACK);
  }
  return { up, down };
}
