import type { World } from '../fault-case.ts';

/** Of a stack that is well a few questions are enough, where the fault lies elsewhere. */
export const quick: World = { brief: true };
