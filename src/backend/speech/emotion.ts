import { wordsOf } from '../language.ts';

/** How an emotion changes the voice: per cent of pace, Hz of pitch. */
export interface EmotionalProsody {
  readonly ratePct: number;
  readonly pitchHz: number;
}

/** The emotions of the contract. */
export const emotions = {
  joy: { ratePct: 8, pitchHz: 15 },
  sadness: { ratePct: -15, pitchHz: -15 },
  anger: { ratePct: 12, pitchHz: 10 },
  fear: { ratePct: 10, pitchHz: 20 },
  surprise: { ratePct: 5, pitchHz: 25 },
  tenderness: { ratePct: -10, pitchHz: -5 },
  excitement: { ratePct: 15, pitchHz: 20 },
  playful: { ratePct: 5, pitchHz: 12 },
  neutral: { ratePct: 0, pitchHz: 0 },
} as const satisfies Record<string, EmotionalProsody>;

/** One of them. */
export type Emotion = keyof typeof emotions;

/** Words that give an emotion away, in both languages. */
const signs: Readonly<Record<Exclude<Emotion, 'neutral'>, string>> = {
  joy: 'happy glad delighted wonderful pleased heureux heureuse content contente ravi ravie enchantée plaisir',
  sadness: 'sad sorry alas crying unhappy triste tristesse désolé désolée hélas pleure pleurer',
  anger: 'angry furious hate colère furieux furieuse déteste',
  fear: 'afraid scared fear frightened peur effrayé effrayée effrayant',
  surprise: 'wow incredible astonishing incroyable étonnant tiens',
  tenderness: 'dear gently tender darling tendre doucement chérie chéri',
  excitement: 'awesome amazing hurrah génial fantastique hourra',
  playful: 'joke haha blague hihi',
};

const emotionByWord = new Map(
  Object.entries(signs).flatMap(([emotion, words]) =>
    words.split(' ').map((word): [string, Emotion] => [word, emotion as Emotion]),
  ),
);

/** The emotion that a text is spoken with: that of its first telling word. */
export function emotionOf(text: string): Emotion {
  const telling = wordsOf(text).find((word) => emotionByWord.has(word));
  return emotionByWord.get(telling ?? '') ?? 'neutral';
}
