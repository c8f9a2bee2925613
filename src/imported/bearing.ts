import type { Quantity } from './quantities.ts';

/** Words close before a figure that make it a bound or a wish. */
const AIMED =
  /(?:[<>≤≥⩽⩾]=?|\b(?:targets?|objectifs?|cibles?|goals?|seuils?|thresholds?|limite?s?|sous|under|below|above|over|au-dessus|depass\p{L}*|exce\p{L}*|moins|plus|less|more|within|jusqu'a|up to|budget|requis|required|expected|attendue?s?|doit|devrait|should|must|potenti\p{L}*|possible|estime\p{L}*|estimated|atteindre|reach|vise\p{L}*)(?: [\p{L}']{1,12}){0,2})[\s:=(~]{0,4}$/u;
/** The same behind it, unless it leads in the figure that follows. */
const AIM =
  /^\)?\s?(?:targets?|objectifs?|cibles?|goals?|seuils?|thresholds?|limite?s?|max(?:imum)?)\b(?!\W{0,4}\d)/;
const ALONE_MAX = /^\s?max/;

/** Words that make all behind them in their sentence what could be, not what was found. */
const SUPPOSED =
  /\b(?:si|if|pourrait|pourraient|aurait|auraient|serait|seraient|would|could|might|estimations?|estimates?|projections?|gains?|economies?|savings?|(?:avec|with) [\p{L}.]{1,20} local|(?:apres|after) (?:le |la |the |l')?(?:fix|correct\p{L}*|optimi\p{L}*|migration))\b/u;
const SUPPOSED_BEHIND =
  /^[^\d,;|.→]{0,24}\b(?:attendue?s?|estimee?s?|estimated|expected|theoriques?|theoretical|prevue?s?|projete\p{L}*|projected)\b/u;
/** "de 16 à 393ms": a range, or a change from one to the other. */
const LED = /\b(?:de|from) ~?\d{1,6}(?:[.,]\d{1,6})?(?:\s?(?:ms|s))? (?:a|to) ~?$/;
const LEADS = /\b(?:de|from) ~?$/;

const near = (text: string, at: number): string => text.slice(Math.max(0, at - 60), at);

/** Whether a figure is what was wanted, not what was found: behind `<`, `>`, a target, a threshold. */
export function isAim(text: string, { at, end }: Pick<Quantity, 'at' | 'end'>): boolean {
  const after = text.slice(end, end + 30);
  return AIMED.test(near(text, at)) || (AIM.test(after) && !ALONE_MAX.test(after));
}

/** Whether a figure is one that somebody expects or works out: "if it ran here: 40ms", "~20ms (expected)". */
export function isSupposed(text: string, { at, end }: Quantity): boolean {
  const sentence =
    text
      .slice(Math.max(0, at - 160), at)
      .split(/[;!?|]|\.\s/)
      .at(-1) ?? '';
  return SUPPOSED.test(sentence) || SUPPOSED_BEHIND.test(text.slice(end, end + 40));
}

/** Whether a figure is an end of what may be a range or a change: "de 16 à 393ms". */
export const isLed = (text: string, { at, end }: Quantity): boolean =>
  LED.test(near(text, at)) ||
  (LEADS.test(near(text, at)) && /^ (?:a|to) ~?\d/.test(text.slice(end, end + 8)));

const ARROW =
  /→|⟶|➜|->|=>|\b(?:improved to|improves to|passe a|passee? a|monte a|descend a|tombe a|now at)\b/;

/** Whether an arrow behind a figure says that it is no more: `806 MiB → 1982 MiB`. */
export const isReplaced = (text: string, { end }: Quantity): boolean =>
  ARROW.test(text.slice(end, end + 40).split(/[,;|)]/)[0] ?? '');

/** Whether a figure is a sum that the text works out: `225ms + 181ms = 406ms`. */
export const isSum = (text: string, { at }: Quantity): boolean =>
  /=\s?~?$/.test(text.slice(0, at)) && text.slice(0, at).includes('+');

/** Whether a duration is how long a sound is: "for 3.5s of audio". */
export const isOfSound = (text: string, { end }: Quantity): boolean =>
  /^\s(?:d'|de |of )?(?:audio|sound|speech|parole)\b/.test(text.slice(end, end + 16));

const MEAN = /\b(?:moyennes?|moyen|moy|mean|average|avg|median[es]?|mediane|p\d{2})\b/;
const MEAN_BEHIND = /^\s?\(?(?:en |de |in )?(?:moyenne|moy|mean|average|avg|median|mediane|p\d{2})\b/;

const ASIDE = /^\s?\([^()\d]{1,24}\)/;

/** Where the words that belong to a figure end: "230ms avg", "911ms (cold)". */
export const endOf = (text: string, { end }: Quantity): number =>
  end +
  ((MEAN_BEHIND.exec(text.slice(end, end + 16)) ?? ASIDE.exec(text.slice(end, end + 28)))?.[0].length ?? 0);

/**
 * Whether a figure stands for several: a mean, a median or a percentile says neither the lowest nor the highest. What
 * stands before `since` belongs to the figure before.
 */
export const isMean = (text: string, quantity: Quantity, since: number): boolean =>
  MEAN.test(text.slice(since, quantity.at)) || MEAN_BEHIND.test(text.slice(quantity.end, quantity.end + 16));

/** Whether a name of several is said of a whole row or column. */
export const namesMean = (head: string): boolean => MEAN.test(head);
