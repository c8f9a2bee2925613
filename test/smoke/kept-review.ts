import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fixtures, ralph } from './ralph.ts';

/** Has ralph write a review of cycle 59 into a folder, and gives the path of its JSON. */
export async function keptReview(reviews: string, ...more: readonly string[]): Promise<string> {
  const evidence = join(fixtures, 'evidence/cycle-59.json');
  await ralph(['judge', evidence, '--reviews', reviews, '-q', '--fail-on', 'never', ...more]);
  return join(reviews, (await readdir(reviews)).find((name) => name.endsWith('.json')) ?? '');
}
