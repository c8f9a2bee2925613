/** Phrases that mean one thing: words in lower case, with a blank for every sign that is no letter ("what s up"). */
interface Phrasing<Meaning> {
  readonly phrases: readonly string[];
  readonly meaning: Meaning;
}

/** A phrase that was found: what it means, and the word that follows it. */
interface Heard<Meaning> {
  readonly meaning: Meaning;
  readonly next: string | null;
}

/** Finds the first phrase in a text given as words; null when there is none. */
export type Listen<Meaning> = (words: readonly string[]) => Heard<Meaning> | null;

/** A listener for some phrases. They are kept by their first word, so that most words of a text cost one look. */
export function listenFor<Meaning>(phrasings: readonly Phrasing<Meaning>[]): Listen<Meaning> {
  const byFirstWord = new Map<string, { readonly rest: readonly string[]; readonly meaning: Meaning }[]>();
  for (const { phrases, meaning } of phrasings) {
    for (const phrase of phrases) {
      const [first = '', ...rest] = phrase.split(' ');
      byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), { rest, meaning }]);
    }
  }
  return (words) => {
    for (let place = 0; place < words.length; place += 1) {
      for (const { rest, meaning } of byFirstWord.get(words[place] ?? '') ?? []) {
        const after = place + 1;
        if (!rest.every((word, index) => words[after + index] === word)) continue;
        return { meaning, next: words[after + rest.length] ?? null };
      }
    }
    return null;
  };
}
