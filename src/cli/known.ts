import known from './known.json' with { type: 'json' };
import type { KnownRules } from './known-rules.ts';

/**
 * The rules of this ralph, without their code, which takes longer to load than a history to draw. Written by
 * `npm run generate`, checked to be current.
 */
export const { metrics, criteria, explains } = known as unknown as KnownRules;
