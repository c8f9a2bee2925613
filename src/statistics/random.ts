/**
 * Uniform numbers in [0, 1), the same for the same seed everywhere: a Weyl sequence through a mixing function,
 * as in Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014, in 32 bits, mixed
 * by the finaliser of MurmurHash3. For schedules and simulations, never for secrets.
 */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
}

/** One draw from the exponential distribution of mean 1, by inversion: −ln(1 − u). */
export const exponential = (random: () => number): number => -Math.log1p(-random());
