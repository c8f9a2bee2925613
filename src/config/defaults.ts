import type { Scenario } from '../domain/scenario.ts';
import type { Service, Target } from '../domain/target.ts';

const requires: readonly Service[] = ['llm', 'tts'];

/** Every value that holds where neither the config nor a criterion says otherwise. */
export const defaults = {
  scenario: {
    // Six is the fewest whose median has an interval.
    samples: 6,
    mostSamples: 20,
    seriesMs: 30_000,
    warmup: 1,
    idleMs: 5_000,
    timeoutMs: 30_000,
    rateLimitBudgetMs: 120_000,
    speech: 'en',
  },
  target: { dialect: 'eva', gpu: 'auto', audio: 'inline', requires },
  testsTimeoutMs: 300_000,
  buildTimeoutMs: 600_000,
  tolerancePct: 10,
  keepSounds: true,
  reviews: 'reviews',
  failOn: 'blocked',
} as const satisfies { scenario: Scenario; target: Partial<Target>; [key: string]: unknown };
