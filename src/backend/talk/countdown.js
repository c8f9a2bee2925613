// @ts-check

/**
 * Counts seconds down, twice as often as they change.
 * @param {(seconds: number) => void} show 0 at the end
 */
export function createCountdown(show) {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  let untilMs = 0;

  function tick() {
    const seconds = Math.ceil((untilMs - performance.now()) / 1000);
    if (seconds <= 0) clearInterval(timer);
    show(Math.max(0, seconds));
  }

  return {
    /** @param {number} deadlineMs of the page's clock */
    until(deadlineMs) {
      clearInterval(timer);
      untilMs = deadlineMs;
      timer = setInterval(tick, 500);
      tick();
    },
    clear() {
      clearInterval(timer);
      untilMs = 0;
      show(0);
    },
    running: () => untilMs > performance.now(),
  };
}
