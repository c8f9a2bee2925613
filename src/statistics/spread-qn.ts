const choose2 = (n: number): number => (n * (n - 1)) / 2;

/** For 2 … 9 values; above, n / (n + 1.4) where it is odd, n / (n + 3.8) where it is even. */
const SMALL = [0.399, 0.994, 0.512, 0.844, 0.611, 0.857, 0.669, 0.872];

const correction = (n: number): number => SMALL[n - 2] ?? n / (n + (n % 2 === 1 ? 1.4 : 3.8));

/**
 * How far values lie apart, as a standard deviation, whatever up to half of them say: the estimator Qn of Rousseeuw and
 * Croux, "Alternatives to the Median Absolute Deviation", JASA 88 (1993), with the corrections for few values of Croux and
 * Rousseeuw, "Time-efficient algorithms for two highly robust estimators of scale" (1992). Of the differences of all
 * pairs, so a thousand values are a matter of half a million numbers. Undefined below two values.
 */
export function spreadQn(values: readonly number[]): number | undefined {
  const n = values.length;
  if (n < 2) return undefined;
  const distances = new Float64Array(choose2(n));
  let next = 0;
  for (let a = 0; a < n; a++)
    for (let b = 0; b < a; b++) distances[next++] = Math.abs((values[a] ?? 0) - (values[b] ?? 0));
  distances.sort();
  return 2.2219 * correction(n) * (distances[choose2(Math.floor(n / 2) + 1) - 1] ?? 0);
}
