// What people do instead. Each says of a cycle, beside what came before (newest first): 1 up, -1 down, 0 nothing.
import { rankScore } from '../../src/statistics/mann-whitney.ts';
import { normalScore } from '../../src/statistics/normal.ts';
import { mean } from '../../src/statistics/quantile.ts';
import { standardDeviation } from '../../src/statistics/summary.ts';

/** Two-sided 1 %. */
const ONE_PERCENT = 2.5758;
const beyond = (z, limit) => (Math.abs(z) > limit ? Math.sign(z) : 0);

/** Percentage of means; down by as much is the same factor downwards. */
const percentage = (samples) => (past, now) =>
  beyond(Math.log(mean(now.slice(0, samples)) / mean(past[0].samples.slice(0, samples))), Math.log(1.1));

/** Welch, "The generalization of 'Student's' problem", Biometrika 34 (1947). */
function welch(past, now) {
  const before = past[0].samples;
  const [a, b] = [before, now].map((samples) => standardDeviation(samples) ** 2 / samples.length);
  const degrees = (a + b) ** 2 / (a ** 2 / (before.length - 1) + b ** 2 / (now.length - 1));
  return beyond(normalScore((mean(now) - mean(before)) / Math.sqrt(a + b), degrees), ONE_PERCENT);
}

const zScore = (past, now) => {
  const means = past.slice(0, 40).map((cycle) => cycle.mean);
  return beyond((mean(now) - mean(means)) / standardDeviation(means), 3);
};

export const rivals = {
  'mean of 3 samples, ± 10 %': percentage(3),
  'mean of 5 samples, ± 10 %': percentage(5),
  'mean of all samples, ± 10 %': percentage(Number.POSITIVE_INFINITY),
  'Welch, previous cycle, 1 %': welch,
  'Mann–Whitney, previous cycle, 1 %': (past, now) => beyond(rankScore(past[0].samples, now), ONE_PERCENT),
  'z-score of the mean, history, 3 σ': zScore,
};
