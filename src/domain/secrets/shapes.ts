import type { Shape } from './shape.ts';
import { shapesInContext } from './shapes-in-context.ts';
import { shapesOfProviders } from './shapes-of-providers.ts';

/** Every kind of secret that is told by its looks. */
export const shapes: readonly Shape[] = [...shapesOfProviders, ...shapesInContext];
