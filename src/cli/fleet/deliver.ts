import { writeFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import type { Archive } from '../../archive/archive.ts';
import type { FleetReporter, FleetReview } from '../../domain/fleet.ts';
import { fleet } from '../../reporters/fleet/index.ts';
import { type Drawing, drawingsOf } from '../drawings.ts';
import { canvasOf, type Terminal } from '../terminal.ts';

const reporters: readonly FleetReporter[] = fleet;

/** Flags that say how a fleet review is drawn. */
export interface DrawingFlags {
  readonly reporter?: readonly string[];
  readonly json?: boolean;
  readonly html?: string;
}

/** The drawings that were asked for; that of the terminal where none was for stdout. Throws UsageError. */
export const fleetDrawings = (
  { reporter = [], json, html }: DrawingFlags,
  cwd: string,
): Promise<Drawing<FleetReporter>[]> =>
  drawingsOf(
    reporters,
    [...reporter, ...(json ? ['json'] : []), ...(html === undefined ? [] : [`html=${html}`])],
    cwd,
  );

/** Where the reviews of the stacks are, as seen from a file beside which it lies; undefined where that is no folder. */
function reviewsFrom(file: string | null, { folder }: Archive) {
  if (file === null || folder === null) return {};
  return { reviews: relative(dirname(file), folder).replaceAll('\\', '/') };
}

/** Draws a fleet review everywhere it was asked for. */
export async function deliverFleet(
  review: FleetReview,
  drawings: readonly Drawing<FleetReporter>[],
  {
    archive,
    terminal,
    color,
  }: { readonly archive: Archive; readonly terminal: Terminal; readonly color: boolean },
): Promise<void> {
  for (const { reporter, file } of drawings) {
    const canvas = file === null ? canvasOf(terminal, color) : { color: false, columns: 100 };
    const text = await reporter.draw(review, { ...canvas, ...reviewsFrom(file, archive) });
    if (file === null) terminal.stdout.write(text);
    else await writeFile(file, terminal.secrets.mask(text));
  }
}

/** The Markdown under which a fleet review is kept, beside the reviews of its stacks. */
export async function fleetMarkdown(review: FleetReview): Promise<string> {
  const markdown = reporters.find(({ id }) => id === 'markdown');
  if (!markdown) throw new TypeError('no reporter of fleets is called markdown');
  return markdown.draw(review, { color: false, columns: 100, reviews: '' });
}
