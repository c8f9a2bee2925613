import { schema1 } from './schema-1.ts';

/** A step from the version before to this one; forward only, and never changed once a ralph with it is out. */
export interface Migration {
  /** Counted from 1, without a gap. */
  readonly version: number;
  readonly sql: string;
}

/** All steps, in their order. */
export const migrations: readonly Migration[] = [{ version: 1, sql: schema1 }];
