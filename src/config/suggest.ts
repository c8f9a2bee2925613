/** Number of letters to add, drop or change to turn one word into the other (Levenshtein 1966). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let line = 1; line <= from.length; line++) {
    const next = [line];
    for (let column = 1; column <= to.length; column++) {
      const change = (row[column - 1] ?? 0) + (from[line - 1] === to[column - 1] ? 0 : 1);
      next.push(Math.min(change, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

/** So many letters of a beginning say more than a likeness does. */
const TELLING = 6;

/** The known word that was most likely meant; undefined where none is near. */
export function suggest(word: string, known: readonly string[]): string | undefined {
  if (word === '' || word.length > 40) return undefined;
  const begun = known.find((candidate) => candidate.startsWith(word));
  if (begun !== undefined && word.length >= TELLING) return begun;
  const limit = Math.max(1, Math.floor(word.length * 0.4));
  const near = known
    .map((candidate) => ({ candidate, off: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ off }) => off <= limit)
    .sort((left, right) => left.off - right.off)[0]?.candidate;
  return near ?? begun;
}
