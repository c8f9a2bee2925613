/** No config nests a tenth as deep, and the parser walks what is nested by recursion. */
const DEEPEST = 500;

const OPENS = new Set(['[', '{']);
const CLOSES = new Set([']', '}']);
const INDICATORS = new Set(['-', '?', ':']);

/**
 * Where a YAML text begins to nest deeper than any config does, by its brackets or by the indicators of one line;
 * undefined where it does not. Looks at characters alone: quoted ones count, too.
 */
export function tooDeepAt(text: string): number | undefined {
  let brackets = 0;
  let indicators = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\n') indicators = 0;
    else if (OPENS.has(character)) brackets++;
    else if (CLOSES.has(character)) brackets = Math.max(0, brackets - 1);
    else if (brackets === 0 && INDICATORS.has(character) && /\s/.test(text.charAt(at + 1))) indicators++;
    if (brackets > DEEPEST || indicators > DEEPEST) return at;
  }
  return undefined;
}
