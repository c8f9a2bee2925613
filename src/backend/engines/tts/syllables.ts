/** One beat of speech: how long it sounds, how long it rests, and its pitch against the speaker's own. */
export interface Syllable {
  readonly vowel: 'a' | 'e' | 'i' | 'o' | 'u';
  readonly voicedMs: number;
  readonly pauseMs: number;
  readonly pitch: number;
}

const restsMs: Readonly<Record<string, number>> = {
  ',': 180,
  ';': 220,
  ':': 220,
  '.': 350,
  '!': 350,
  '?': 350,
  '…': 400,
};
const wordRestMs = 45;
/** Words, each with the marks that follow it; a number or a sign counts as a word too. */
const wordPattern = /[\p{L}\p{M}\p{N}'’-]+[^\p{L}\p{M}\p{N}'’-]*/gu;
/** A syllable is a run of vowels with what stands before it; a digit is one too. */
const syllablePattern = /[^aeiouy\d]*(?:[aeiouy]+|\d)/g;
/** A written word without vowels is spelt: so many letters a syllable. */
const lettersSpelt = 2;

const vowels = ['a', 'e', 'i', 'o', 'u'] as const;
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function nucleusOf(syllable: string): Syllable['vowel'] {
  const found = vowels.find((vowel) => syllable.includes(vowel));
  return found ?? vowels[(syllable.codePointAt(0) ?? 0) % vowels.length] ?? 'a';
}

function beatsOf(word: string): readonly string[] {
  const letters = plain(word).replace(/[^\p{L}\p{N}]/gu, '');
  return (
    letters.match(syllablePattern) ?? letters.match(new RegExp(`.{1,${lettersSpelt}}`, 'gu')) ?? [letters]
  );
}

/** The rest after a word, by the strongest mark that follows it. */
const restOf = (word: string) =>
  Math.max(wordRestMs, ...[...word].map((character) => restsMs[character] ?? 0));

/**
 * The syllables of a text, at about five a second. The pitch falls slowly through a text and rises at the end of a
 * question; a text of signs alone is one syllable.
 */
export function syllablesOf(text: string): readonly Syllable[] {
  const words = text.match(wordPattern) ?? [text];
  return words.flatMap((word, index) => {
    const fall = 1.12 - 0.24 * (index / Math.max(1, words.length - 1));
    const lift = word.includes('?') ? 1.35 : 1;
    const beats = beatsOf(word);
    return beats.map((beat, place) => ({
      vowel: nucleusOf(beat),
      voicedMs: 140 + 12 * Math.min(5, beat.length),
      pauseMs: place === beats.length - 1 ? restOf(word) : 0,
      pitch: fall * lift * (place % 2 === 0 ? 1 : 0.94),
    }));
  });
}
