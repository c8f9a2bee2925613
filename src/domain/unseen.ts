/**
 * What quoted text carries unseen: characters that YAML 1.1 takes for a line break or refuses, that bend a terminal or
 * the order of what is read, and what a CI runner takes for an order anywhere in a line.
 */
const UNSEEN = /[\u007f-\u009f\u2028\u2029\p{Bidi_Control}\ufeff\ufffe\uffff]|#(?=#(?:vso|teamcity)?\[)/giu;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Double-quoted JSON or YAML in which nothing acts unseen; it reads back as the same. */
export const seen = (quoted: string): string => quoted.replace(UNSEEN, escaped);
