/**
 * How far `after` lies above `before` by ranks, as a standard normal value, above zero where it is the higher: the test of
 * Mann and Whitney, Annals of Mathematical Statistics 18 (1947), in its normal approximation with the corrections for
 * ties and for continuity of Lehmann, "Nonparametrics" (1975), section 1.4. Zero without samples, and where all are equal.
 */
export function rankScore(before: readonly number[], after: readonly number[]): number {
  const pooled = [
    ...before.map((value) => ({ value, isAfter: false })),
    ...after.map((value) => ({ value, isAfter: true })),
  ].sort((a, b) => a.value - b.value);
  let rankSum = 0;
  let ties = 0;
  for (let start = 0; start < pooled.length; ) {
    let end = start + 1;
    while (end < pooled.length && pooled[end]?.value === pooled[start]?.value) end++;
    const tied = end - start;
    const afters = pooled.slice(start, end).filter(({ isAfter }) => isAfter).length;
    // Ranks count from 1; equal values share the mean of theirs.
    rankSum += (afters * (start + 1 + end)) / 2;
    ties += tied ** 3 - tied;
    start = end;
  }
  const [m, n] = [before.length, after.length];
  const all = m + n;
  const excess = rankSum - (n * (n + 1)) / 2 - (m * n) / 2;
  const variance = ((m * n) / 12) * (all + 1 - ties / (all * (all - 1)));
  if (!(variance > 0)) return 0;
  return (Math.sign(excess) * Math.max(0, Math.abs(excess) - 0.5)) / Math.sqrt(variance);
}
