import { appendFile, writeFile } from 'node:fs/promises';
import type { Portrait } from '../domain/portrait.ts';
import type { Reporter } from '../domain/reporter.ts';
import type { Review } from '../domain/review.ts';
import { reporters } from '../reporters/index.ts';
import { type Drawing, drawingsOf } from './drawings.ts';
import type { Flags } from './flags.ts';
import { canvasOf, type Terminal } from './terminal.ts';

/** The drawings that were asked for; the terminal's where none was for stdout. Throws on an unknown reporter. */
export const drawingsFor = (
  { reporter: asked = [], json }: Pick<Flags, 'reporter' | 'json'>,
  cwd: string,
): Promise<Drawing<Reporter>[]> =>
  drawingsOf<Reporter>(reporters, [...asked, ...(json ? ['json'] : [])], cwd);

/** Draws the review everywhere it was asked for; `behind` is asked once, and where a drawing shows it. */
export async function deliver(
  review: Review,
  drawings: readonly Drawing<Reporter>[],
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
