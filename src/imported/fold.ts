const ACCENTS = /\p{M}+/gu;
// Frames of boxes and bars, emphasis and code marks.
const DRAWN = /[\u2500-\u259f*`]+/gu;

/** A text for comparing: lower case, without accents, emphasis and drawn frames, one space between words. */
export const fold = (text: string): string =>
  text.normalize('NFD').replace(ACCENTS, '').replace(DRAWN, ' ').toLowerCase().replace(/\s+/g, ' ').trim();
