/** Milliseconds since a moment of `performance.now()`, to a hundredth. */
export const elapsedMs = (sinceMs: number): number => Math.round((performance.now() - sinceMs) * 100) / 100;
