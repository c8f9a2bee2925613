/** The smallest value with so many % of all at or below it. */
export const percentile = (values, percent) =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil((values.length * percent) / 100) - 1)];
