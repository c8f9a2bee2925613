import { resolve } from 'node:path';
import { UsageError, unknownWord } from './usage-error.ts';
import { ensureFile } from './writable.ts';

/** What may be asked to draw. */
interface Draws {
  readonly id: string;
  readonly beside?: true;
}

/** Who draws, and where to. */
export interface Drawing<Reporter> {
  readonly reporter: Reporter;
  /** Absolute; null: stdout. */
  readonly file: string | null;
}

/**
 * The drawings that `id` or `id=path` ask for; that of `terminal` where none is for stdout. Throws UsageError on one that
 * nobody makes, on two for stdout, and on a file that could not be written.
 */
export async function drawingsOf<Reporter extends Draws>(
  reporters: readonly Reporter[],
  specs: readonly string[],
  cwd: string,
): Promise<Drawing<Reporter>[]> {
  const ids = reporters.map(({ id }) => id);
  const drawings = specs.map((spec): Drawing<Reporter> => {
    const [id = '', ...path] = spec.split('=');
    const reporter = reporters.find((each) => each.id === id);
    if (!reporter) throw unknownWord('--reporter', id, ids);
    if (spec.includes('=') && path.join('=') === '')
      throw new UsageError(`--reporter: found "${spec}", expected a path after the =`);
    return { reporter, file: path.length > 0 ? resolve(cwd, path.join('=')) : null };
  });
  for (const { file } of drawings) if (file !== null) await ensureFile('--reporter', file);
  const spoken = drawings.filter(({ file, reporter }) => file === null && !reporter.beside);
  if (spoken.length > 1) {
    throw new UsageError(
      `--reporter: found ${spoken.length} drawings for stdout, expected one; give the others a path (${ids[0]}=FILE)`,
    );
  }
  const terminal = reporters.find(({ id }) => id === 'terminal');
  const all = spoken.length > 0 || !terminal ? drawings : [...drawings, { reporter: terminal, file: null }];
  return all.toSorted((a, b) => Number(a.reporter.beside ?? false) - Number(b.reporter.beside ?? false));
}
