const ascending = (values) => values.toSorted((a, b) => a - b);

/** The value below which a share of the values lies (nearest rank). */
const quantile = (values, share) => ascending(values)[Math.max(0, Math.ceil(values.length * share) - 1)];

export const median = (values) => quantile(values, 0.5);

/** p50, p95 and p99 of some values, and how many there were. */
export const spread = (values) => ({
  p50: quantile(values, 0.5),
  p95: quantile(values, 0.95),
  p99: quantile(values, 0.99),
  count: values.length,
});

/** The slope of y over x by ordinary least squares, and its standard error. */
export function slope(points) {
  const mean = (pick) => points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const [meanX, meanY] = [mean(([x]) => x), mean(([, y]) => y)];
  const sumX = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const perX = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / sumX;
  const residual = points.reduce((sum, [x, y]) => sum + (y - meanY - perX * (x - meanX)) ** 2, 0);
  return { perX, standardError: Math.sqrt(residual / (points.length - 2) / sumX) };
}
