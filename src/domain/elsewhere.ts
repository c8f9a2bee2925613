import type { Evidence } from './evidence.ts';

/** Why a probe that looks at the host was left out, when another host than the first has to answer for a stack. */
export const ELSEWHERE = 'the host of which this must be asked took the job before and did not come back';

/** Ids of the probes that were left out so. */
export const leftOutOf = ({ observations }: Pick<Evidence, 'observations'>): string[] =>
  Object.entries(observations).flatMap(([id, observation]) =>
    observation.kind === 'unavailable' && observation.reason === ELSEWHERE ? [id] : [],
  );
