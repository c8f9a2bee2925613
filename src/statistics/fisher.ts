/** Of `all` things so many are `marked`, so many were `drawn`, and `both` are both. */
export interface Overlap {
  readonly all: number;
  readonly marked: number;
  readonly drawn: number;
  readonly both: number;
}

const logFactorials = [0];

function logFactorial(n: number): number {
  for (let next = logFactorials.length; next <= n; next++)
    logFactorials.push((logFactorials[next - 1] ?? 0) + Math.log(next));
  return logFactorials[n] ?? 0;
}

const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k);

/**
 * How probable it is that chance alone brings as many or more together: the upper tail of the hypergeometric distribution,
 * which is the exact test of Fisher, "Statistical Methods for Research Workers" (1934), section 21.02, one-sided.
 */
export function overlapByChance({ all, marked, drawn, both }: Overlap): number {
  const most = Math.min(marked, drawn);
  let sum = 0;
  for (let count = Math.max(both, marked + drawn - all, 0); count <= most; count++)
    sum += Math.exp(
      logChoose(marked, count) + logChoose(all - marked, drawn - count) - logChoose(all, drawn),
    );
  return Math.min(1, sum);
}

/** The least that {@link overlapByChance} can say of so many: where all that can be together is. */
export const leastByChance = ({ all, marked, drawn }: Omit<Overlap, 'both'>): number =>
  overlapByChance({ all, marked, drawn, both: Math.min(marked, drawn) });
