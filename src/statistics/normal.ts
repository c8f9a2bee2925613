/**
 * The value that a standard normal variable exceeds with this probability, 0 < p < 1: formula 26.2.23 of Abramowitz
 * and Stegun, "Handbook of Mathematical Functions" (1964), after Hastings; off by less than 0.00045.
 */
export function normalExceededWith(probability: number): number {
  if (probability > 0.5) return -normalExceededWith(1 - probability);
  const t = Math.sqrt(-2 * Math.log(probability));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return t - above / below;
}

/**
 * The standard normal value that lies as far out as `t` does in Student's distribution with so many degrees of freedom:
 * Wallace, "Bounds on normal approximations to Student's and the chi-square distributions", Annals of Mathematical
 * Statistics 30 (1959). Off by less than 0.01 from ten degrees on, for t up to 5.
 */
export function normalScore(t: number, degrees: number): number {
  const size = Math.sqrt(degrees * Math.log1p(t ** 2 / degrees));
  return (Math.sign(t) * size * (8 * degrees + 1)) / (8 * degrees + 3);
}

/** Where in Student's distribution lies what is as far out as `z` in the normal one: {@link normalScore} backwards. */
export function studentScore(z: number, degrees: number): number {
  const size = (Math.abs(z) * (8 * degrees + 3)) / (8 * degrees + 1);
  return Math.sign(z) * Math.sqrt(degrees * Math.expm1(size ** 2 / degrees));
}
