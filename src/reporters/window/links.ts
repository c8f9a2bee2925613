import type { Milestone, TargetWindow, WindowCycle } from '../../domain/window.ts';

const escaped = (segment: string): string =>
  encodeURIComponent(segment).replace(/[()'!*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);

/** A path as the target of a Markdown link. */
const target = (path: string): string => path.split(/[\\/]/).map(escaped).join('/');

/** Draws the number of a cycle, as a link where its review is in the window. */
export type LinkCycle = (milestone: Pick<Milestone, 'cycle'>) => string;

/** The number alone, where there is nothing to lead to. */
export const unlinked: LinkCycle = ({ cycle }) => String(cycle);

/** Links by reference, so that tables stay narrow enough to be read as they are. */
export function linksOf({ cycles }: TargetWindow): LinkCycle {
  const known = new Set(cycles.map(({ cycle }) => cycle));
  return ({ cycle }) => (known.has(cycle) ? `[${cycle}]` : String(cycle));
}

/** Where the Markdown of a review lies, by the name of its JSON; `folder`: that of the reviews, as seen from the report; '' for the same. */
export function reviewLink(file: string, folder: string): string {
  const name = file.replace(/\.json$/, '.md');
  return target(folder === '' ? name : `${folder}/${name}`);
}

/** Where the links lead; `folder` as in {@link reviewLink}. */
export const linkTargets = (cycles: readonly WindowCycle[], folder: string): string =>
  cycles.map(({ cycle, file }) => `[${cycle}]: ${reviewLink(file, folder)}`).join('\n');
