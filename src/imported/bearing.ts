import type { Quantity } from './quantities.ts';

/** Words close before a figure that make it a bound or a wish. */
const AIMED =
  /(?:[<>≤≥⩽⩾]=?|\b(?:targets?|objectifs?|cibles?|goals?|seuils?|thresholds?|limite?s?|sous|under|below|above|over|au-dessus|depass\p{L}*|exce\p{L}*|moins|plus|less|more|within|jusqu'a|up to|budget|requis|required|expected|attendue?s?|doit|devrait|should|must|potenti\p{L}*|possible|estime\p{L}*|estimated|atteindre|reach|vise\p{L}*)(?: [\p{L}']{1,12}){0,2})[\s:=(~]{0,4}$/u;
/** The same behind it, unless it leads in the figure that follows. */
const AIM =
  /^\)?\s?(?:targets?|objectifs?|cibles?|goals?|seuils?|thresholds?|limite?s?|max(?:imum)?)\b(?!\W{0,4}\d)/;
const ALONE_MAX = /^\s?max/;

const near = (text: string, at: number): string => text.slice(Math.max(0, at - 60), at);

/** Whether a figure is what was wanted, not what was found: behind `<`, `>`, a target, a threshold. */
export function isAim(text: string, { at, end }: Quantity): boolean {
  const after = text.slice(end, end + 30);
  return AIMED.test(near(text, at)) || (AIM.test(after) && !ALONE_MAX.test(after));
}

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
