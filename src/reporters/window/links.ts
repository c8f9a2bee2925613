import type { Milestone, TargetWindow, WindowCycle } from '../../domain/window.ts';

const escaped = (segment: string): string =>
  encodeURIComponent(segment).replace(/[()'!*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);

/** A path as the target of a Markdown link. */
const target = (path: string): string => path.split(/[\\/]/).map(escaped).join('/');

/** Draws the number of a cycle, as a link where its review is in the window. */
export type LinkCycle = (milestone: Pick<Milestone, 'cycle'>) => string;

/** Links by reference, so that tables stay narrow enough to be read as they are. */
export function linksOf({ cycles }: TargetWindow): LinkCycle {
  const known = new Set(cycles.map(({ cycle }) => cycle));
  return ({ cycle }) => (known.has(cycle) ? `[${cycle}]` : String(cycle));
}

/** Where the links lead; `folder`: that of the reviews, as seen from where the report will lie; '' for the same. */
export const linkTargets = (cycles: readonly WindowCycle[], folder: string): string =>
  cycles
    .map(({ cycle, file }) => {
      const name = file.replace(/\.json$/, '.md');
      return `[${cycle}]: ${target(folder === '' ? name : `${folder}/${name}`)}`;
    })
    .join('\n');
