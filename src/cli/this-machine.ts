import { cpus } from 'node:os';
import { version } from './version.ts';

/** By what, and where, kept figures were taken. */
export const thisMachine = () => ({
  schemaVersion: 1,
  ralph: version,
  node: process.version,
  platform: process.platform,
  cpu: cpus()[0]?.model ?? null,
  cores: cpus().length,
});
