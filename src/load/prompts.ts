import { randomInt } from 'node:crypto';

/** Changes whenever the questions do: figures of other questions are not comparable. */
export const PROMPTS_VERSION = 1;

/** What is asked, and a word that an answer to it would hardly leave out. */
export interface Prompt {
  readonly text: string;
  readonly topic: string;
}

const TOPICS = {
  fr: [
    'guitare',
    'montagne',
    'fromage',
    'bicyclette',
    'orage',
    'bibliothèque',
    'chocolat',
    'tempête',
    'jardin',
    'violon',
  ],
  en: [
    'guitar',
    'mountain',
    'cheese',
    'bicycle',
    'thunder',
    'library',
    'chocolate',
    'lighthouse',
    'garden',
    'violin',
  ],
} as const;

const ASK = {
  fr: (nonce: number, topic: string) =>
    `${nonce} : dis-moi en une ou deux phrases ce que le mot « ${topic} » évoque pour toi, en citant ce mot.`,
  en: (nonce: number, topic: string) =>
    `${nonce}: tell me in one or two sentences what the word "${topic}" brings to mind, using that word.`,
} as const;

const SAY = {
  fr: (nonce: number, topic: string) =>
    `${nonce} personnes ont parlé de ${topic} hier, près du vieux port de la ville.`,
  en: (nonce: number, topic: string) =>
    `${nonce} people talked about a ${topic} yesterday, near the old harbour of the town.`,
} as const;

type Speech = keyof typeof TOPICS;

const nonce = (): number => randomInt(10_000, 1_000_000);
const topicOf = (speech: Speech, turn: number): string => TOPICS[speech][turn % TOPICS[speech].length] ?? '';

/** A question nobody asked before: the number at its start defeats answer and prefix caches. */
export function promptFor(speech: Speech, turn: number, unique: number = nonce()): Prompt {
  const topic = topicOf(speech, turn);
  return { text: ASK[speech](unique, topic), topic };
}

/** A question for each turn, new with every call and the same whenever its turn is asked for again. */
export function promptsOf(speech: Speech): (turn: number) => Prompt {
  const asked = new Map<number, Prompt>();
  return (turn) => {
    const prompt = asked.get(turn) ?? promptFor(speech, turn);
    asked.set(turn, prompt);
    return prompt;
  };
}

/** A sentence to be spoken that was never spoken before. */
export const sentenceFor = (speech: Speech, turn: number, unique: number = nonce()): string =>
  SAY[speech](unique, topicOf(speech, turn));

/** Several sentences, so that the first can be heard while the others are still being made. */
export const passageFor = (speech: Speech, turn: number): string =>
  [0, 1, 2].map((each) => sentenceFor(speech, 3 * turn + each)).join(' ');

const TELL = {
  fr: (nonce: number, topic: string) =>
    `${nonce} : raconte-moi une longue histoire sur le mot « ${topic} », en dix phrases au moins.`,
  en: (nonce: number, topic: string) =>
    `${nonce}: tell me a long story about the word "${topic}", in ten sentences or more.`,
} as const;

/** A question that nobody asked before, and whose answer takes long enough to be interrupted. */
export const storyFor = (speech: Speech, turn: number, unique: number = nonce()): string =>
  TELL[speech](unique, topicOf(speech, turn));

/** A session of its own, so that no request finds the history of another. */
export const sessionFor = (purpose: string, turn: number, unique: number = nonce()): string =>
  `ralph-${purpose}-${unique}-${turn}`;
