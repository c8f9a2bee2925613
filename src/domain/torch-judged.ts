import type { Target } from './target.ts';

/**
 * Whether it matters that torch does not compute on a GPU: where there is one, where the config requires one, and where
 * what imports torch could not even start. A processor on which torch was meant to run is no fault.
 */
export const torchMatters = (
  {
    state,
    gpuPresent,
    torchNeeded,
  }: {
    readonly state: string;
    readonly gpuPresent: boolean;
    readonly torchNeeded: boolean;
  },
  { gpu }: Pick<Target, 'gpu'>,
): boolean => gpuPresent || (torchNeeded && (gpu === 'required' || state === 'absent'));
