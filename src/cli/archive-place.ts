import { resolve } from 'node:path';
import { isDatabase, passwordsIn } from '../domain/archive-place.ts';
import type { Terminal } from './terminal.ts';

/** Where `--reviews` says that reviews are kept: an absolute folder, or the address of a database, whose password is masked from now on. */
export function archivePlace(named: string, { cwd, secrets }: Pick<Terminal, 'cwd' | 'secrets'>): string {
  if (!isDatabase(named)) return resolve(cwd(), named);
  secrets.learn(passwordsIn(named));
  return named.trim();
}
