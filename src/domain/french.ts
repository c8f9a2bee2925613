const UNIT = String.raw`(?:%|ms|s|min|h|[KMG]iB|°C|W|dBFS|points?)(?![\p{L}\d])`;
const NUMBER = String.raw`\d+(?:[.,]\d+)?`;

/** What stays as it is: what is quoted, or stands as code. */
const QUOTED = '«[^»]*»|“[^”]*”|"[^"]*"|`[^`]*`';

/** A decimal with its unit, alone or as one end of a range, or behind RTF; never a version, an address or a date. */
const DECIMAL = String.raw`(?<![\w.,])(\d+)\.(\d+)(?=(?:[–-]${NUMBER})?[ \u00a0\u202f]?${UNIT})|(?<=RTFx?\)?(?: :)? )(\d+)\.(\d+)(?![\w.])`;

const decimals = new RegExp(`${QUOTED}|${DECIMAL}`, 'gu');

/** French as it is said: a comma before decimals that have a unit. What is quoted, and code, stays as it is. */
export const withCommas = (text: string): string =>
  text.replace(decimals, (found, whole, part, factor, rest) =>
    whole !== undefined ? `${whole},${part}` : factor !== undefined ? `${factor},${rest}` : found,
  );

/** Nothing but figures and their signs. */
const FIGURES = /^(?:[\d\s.,:–−±+→/()%-]|ms|s|[KMG]iB|°C|W|dBFS)+$/;

/** As {@link withCommas}, of a text that is the same in every language: it may be what a stack or a program said. */
export const figuresWithCommas = (text: string): string => (FIGURES.test(text) ? withCommas(text) : text);

/** Before a unit, before a high sign that ends a word, after an opening quotation mark; no box of a task, no code. */
const spaces = new RegExp(
  `\`[^\`]*\`|(?<=\\d) (?=${UNIT})|(?<=[\\p{L}\\p{M}\\p{N}%°)»”"'’…\`†]|\\*\\*) (?=[:;!?»](?:\\s|$))|(?<=«) `,
  'gu',
);

const NARROW = '\u202f';
const WIDE = '\u00a0';

/** Spaces at which no line may break, as French sets them: narrow ones, but before a colon and inside quotation marks. */
const withSpaces = (text: string): string =>
  text.replace(spaces, (found, at: number, all: string) => {
    if (found !== ' ') return found;
    return /[:»]/.test(all.charAt(at + 1)) || all.charAt(at - 1) === '«' ? WIDE : NARROW;
  });

/** A fence of Markdown, which ends as it began. */
const FENCE = /^([ ]*)(`{3,})[^\n]*\n(?:.*?\n)??\1\2`*[ ]*$/gms;

/** A page of Markdown as French is set: commas, and no line broken before a sign or a unit. Fences and code stay. */
export function setFrenchPage(markdown: string): string {
  const fences = [...markdown.matchAll(FENCE)];
  const starts = [0, ...fences.map(({ 0: fence, index }) => index + fence.length)];
  return starts
    .map((start, at) => {
      const fence = fences[at];
      return `${withSpaces(withCommas(markdown.slice(start, fence?.index)))}${fence?.[0] ?? ''}`;
    })
    .join('');
}
