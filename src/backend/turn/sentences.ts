import { isSayable } from '../speech/sayable.ts';

/** A text that goes on so long without an end is cut at the last place where one may breathe. */
const breathChars = 240;

const endOfSentence = /(?<=[.!?…])\s+/u;
const breathing = /[,;:–—]\s|\s/gu;

/** Where a text that is too long for one breath may be cut: after the last comma or the like, else the last blank. */
function breathAt(text: string): number | null {
  const places = [...text.slice(0, breathChars).matchAll(breathing)];
  const place = places.findLast(([mark]) => mark.length > 1) ?? places.at(-1);
  return place ? place.index + place[0].length : null;
}

function inBreaths(sentence: string): readonly string[] {
  const at = sentence.trimEnd().length > breathChars ? breathAt(sentence) : null;
  return at === null ? [sentence] : [sentence.slice(0, at), ...inBreaths(sentence.slice(at))];
}

/** In order, without those in which there is nothing to say. */
const said = (parts: readonly string[]): readonly string[] =>
  parts
    .flatMap(inBreaths)
    .filter(isSayable)
    .map((part) => part.trim());

/** The sentences of a whole text, each with its closing mark; long ones in parts of 240 characters, where they can be cut. */
export const sentencesOf = (text: string): readonly string[] => said(text.trim().split(endOfSentence));

/** The sentences that are whole in a text that still grows, and what is left of it. */
export function wholeSentences(text: string): { readonly whole: readonly string[]; readonly rest: string } {
  const parts = text.trimStart().split(endOfSentence).flatMap(inBreaths);
  return { whole: said(parts.slice(0, -1)), rest: parts.at(-1) ?? '' };
}
