/**
 * At which probability one of many exact tests is claimed, so that all of them together claim anything by chance with
 * probability `alpha` at most: what could not become so small in any case is not counted. Tarone, "A modified Bonferroni
 * method for discrete data", Biometrics 46 (1990). `least`: the smallest probability that each test can give.
 */
export function claimedBelow(least: readonly number[], alpha: number): number {
  const sorted = Float64Array.from(least).sort();
  let tests = 1;
  while ((sorted[tests] ?? 1) <= alpha / tests) tests++;
  return alpha / tests;
}
