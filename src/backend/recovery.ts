/** Looks after a stack that nobody is sent to any more. */
export interface Recovery {
  stop(): void;
}

const everyMs = 15_000;

/**
 * Uses the engines again every 15 s while the stack is not ready, one use at a time: a balancer that keeps clients away
 * would otherwise keep away the only ones whose requests could show that all is well again.
 */
export function recovery(isReady: () => boolean, useEngines: () => Promise<void>): Recovery {
  let trying = false;
  const clock = setInterval(async () => {
    if (trying || isReady()) return;
    trying = true;
    await useEngines().catch(() => {});
    trying = false;
  }, everyMs).unref();
  return { stop: () => clearInterval(clock) };
}
