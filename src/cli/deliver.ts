import { appendFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Portrait } from '../domain/portrait.ts';
import type { Review } from '../domain/review.ts';
import { reporters } from '../reporters/index.ts';
import type { Flags } from './flags.ts';
import { canvasOf, type Terminal } from './terminal.ts';
import { UsageError, unknownWord } from './usage-error.ts';
import { ensureFile } from './writable.ts';

interface Drawing {
  readonly reporter: (typeof reporters)[number];
  /** Null: stdout. */
  readonly file: string | null;
}

/** The drawings that were asked for; the terminal's where none was for stdout. Throws on an unknown reporter. */
export async function drawingsFor({ reporter: asked = [], json }: Flags, cwd: string): Promise<Drawing[]> {
  const ids = reporters.map(({ id }) => id);
  const drawings = [...asked, ...(json ? ['json'] : [])].map((spec): Drawing => {
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

/** Draws the review everywhere it was asked for; `behind` is asked once, and where a drawing shows it. */
export async function deliver(
  review: Review,
  drawings: readonly Drawing[],
  terminal: Terminal,
  colorFlag: boolean,
  behind: () => Promise<Portrait>,
): Promise<void> {
  const portrait = drawings.some(({ reporter }) => reporter.looksBehind) ? await behind() : undefined;
  for (const { reporter, file } of drawings) {
    const canvas = file === null ? canvasOf(terminal, colorFlag) : { color: false, columns: 100 };
    const text = await reporter.draw(review, canvas, portrait);
    if (file === null) terminal.stdout.write(text);
    else await (reporter.appends ? appendFile : writeFile)(file, terminal.secrets.mask(text));
  }
}
