import { version } from './version.ts';

/** A digest of all sources, put here when they are bundled. */
declare const RALPH_SOURCES: string | undefined;

/** This ralph and no other, also between two versions; run from its sources it is known by its version alone. */
export const build: string =
  typeof RALPH_SOURCES === 'string' ? `${version} ${RALPH_SOURCES}` : `${version} from its sources`;
