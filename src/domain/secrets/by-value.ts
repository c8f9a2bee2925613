import { isTelling } from './names.ts';
import type { Span } from './span.ts';
import { joinedText } from './view.ts';
import { writtenForms } from './written-forms.ts';

/** So many characters of a secret give it away. */
const PIECE_CHARS = 8;

const BITS = 20;
const BASE = 0x01000193;
/** What the character that leaves the window weighs. */
const LEAVING = Array.from({ length: PIECE_CHARS }).reduce<number>((power) => Math.imul(power, BASE), 1);

const slot = (hash: number): number => Math.imul(hash, 0x9e3779b1) >>> (32 - BITS);

function hashOf(piece: string): number {
  let hash = 0;
  for (let index = 0; index < piece.length; index++) hash = Math.imul(hash, BASE) + piece.charCodeAt(index);
  return hash | 0;
}

/** Where a piece stands in a form of a secret. */
interface Place {
  readonly form: string;
  readonly at: number;
}

/** A secret that repeats itself has the same piece in many places, of which a few say enough. */
const MOST_PLACES = 16;

/** Where every piece stands of which one can be sure. */
function placesOf(forms: readonly string[]): Map<string, Place[]> {
  const places = new Map<string, Place[]>();
  for (const form of forms)
    for (let at = 0; at + PIECE_CHARS <= form.length; at++) {
      const piece = form.slice(at, at + PIECE_CHARS);
      if (!isTelling(piece)) continue;
      const known = places.get(piece) ?? [];
      if (known.length < MOST_PLACES) places.set(piece, [...known, { form, at }]);
    }
  return places;
}

/** As much of a form as stands around a piece of it. */
function around(text: string, start: number, { form, at }: Place): Span {
  let before = 0;
  while (at - before > 0 && start - before > 0 && form[at - before - 1] === text[start - before - 1])
    before++;
  let length = PIECE_CHARS;
  while (at + length < form.length && form[at + length] === text[start + length]) length++;
  return [start - before, start + length];
}

/** Finds given texts in any that is asked about, and what an excerpt left of them. */
export function finderOf(values: readonly string[]): (text: string) => Span[] {
  const forms = [...new Set(values.map((value) => joinedText(value).text).flatMap(writtenForms))];
  if (forms.length === 0) return () => [];
  const places = placesOf(forms);
  const sure = new Set([...places.values()].flat().map(({ form }) => form));
  // What has no piece of which one could be sure is known whole only.
  const words = forms.filter((form) => !sure.has(form));
  const marks = new Uint8Array(1 << BITS);
  for (const piece of places.keys()) marks[slot(hashOf(piece))] = 1;

  function* found(text: string): Generator<Span> {
    for (const word of words)
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length))
        yield [at, at + word.length];
    let hash = 0;
    let until = 0;
    for (let index = 0; index < text.length; index++) {
      const leaving = index < PIECE_CHARS ? 0 : Math.imul(text.charCodeAt(index - PIECE_CHARS), LEAVING);
      hash = (Math.imul(hash, BASE) + text.charCodeAt(index) - leaving) | 0;
      if (marks[slot(hash)] === 0 || index < until) continue;
      const start = Math.max(0, index - PIECE_CHARS + 1);
      for (const place of places.get(text.slice(start, index + 1)) ?? []) {
        const span = around(text, start, place);
        until = Math.max(until, span[1]);
        yield span;
      }
    }
  }

  return (text) => {
    const view = joinedText(text);
    return Array.from(found(view.text), ([start, end]) => [view.at(start), view.at(end - 1) + 1] as const);
  };
}
