import type { Shape } from './shape.ts';
import { shapes } from './shapes.ts';
import type { Span } from './span.ts';
import { seenText, type View } from './view.ts';

/** A secret that was recognised: which kind it is, and where it stands. */
export interface Sighting {
  readonly shape: Shape;
  readonly text: string;
  readonly span: Span;
}

function sightings(shape: Shape, { text, at }: View): Sighting[] {
  // Most texts hold no secret, and `matchAll` copies the pattern before it looks.
  if (text.search(shape.pattern) < 0) return [];
  return [...text.matchAll(shape.pattern)].flatMap((match) => {
    const kept = match.groups?.kept?.length ?? 0;
    const said = match[0].slice(kept);
    if (said === '' || shape.isSecret?.(said) === false) return [];
    const start = match.index + kept;
    return [{ shape, text: said, span: [at(start), at(start + said.length - 1) + 1] as const }];
  });
}

/** Nothing but a number or a time, with which no shape begins; histories are full of them. */
const PLAIN = /^[\dTZ:.+-]*$/;

/** Every secret that is told by its looks, whatever colours or invisible characters stand in it. */
export function secretsSeen(text: string): Sighting[] {
  // The shortest of all that could be found.
  if (text.length < 8 || PLAIN.test(text)) return [];
  const view = seenText(text);
  return shapes.flatMap((shape) => sightings(shape, view));
}
