import { evaVoice } from '../dialects/eva-socket.ts';
import { promptFor } from '../load/prompts.ts';
import type { Recordings } from './recordings.ts';

/** What a user says in one turn, as the frame that says it, and the word that an answer would hardly leave out. */
export interface Utterance {
  readonly say: string | Uint8Array;
  readonly topic: string;
}

const at = <Item>(items: readonly Item[], index: number): Item => {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('nothing was recorded');
  return item;
};

/** Words that nobody said before. */
export const wordsOf =
  (speech: 'en' | 'fr') =>
  (number: number): Utterance => {
    const { text, topic } = promptFor(speech, number);
    return { say: evaVoice.message(text), topic };
  };

/**
 * Recordings joined so that no two turns say the same until every question was asked after every two numbers: a
 * cache that knows the question does not know how it begins.
 */
export const speechOf =
  ({ numbers, questions }: Recordings) =>
  (number: number): Utterance => {
    const { mp3, topic } = at(questions, number);
    const round = Math.floor(number / questions.length);
    const opening = [at(numbers, round), at(numbers, Math.floor(round / numbers.length))];
    return { say: Buffer.concat([...opening, mp3]), topic };
  };
