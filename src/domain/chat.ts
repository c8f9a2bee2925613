import type { ChatReply } from './stack.ts';

/** What a chat answer showed, reduced to what judging needs. */
export interface ChatFacts {
  /** The first 400 characters. */
  readonly text: string;
  readonly reportedMs: number | null;
  readonly model: string | null;
  readonly cached: boolean;
  /** Whether the answer takes up the topic that its question named. */
  readonly onTopic: boolean;
}

const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Reduces a reply to its facts; `topic` is the word that its question asked to hear again. */
export const chatFacts = (reply: ChatReply, topic: string): ChatFacts => ({
  text: reply.text.slice(0, 400),
  reportedMs: reply.reportedMs,
  model: reply.model,
  cached: reply.cached,
  onTopic: folded(reply.text).includes(folded(topic)),
});

/** Words of excuse, accents folded, as stacks say them in place of an answer. */
const EXCUSES =
  /\b(desolee?s?|excuse[sz]?(?:[ -]moi)?|oups|souci technique|probleme technique|erreur|reessa(?:ie|ye|yer)|sorry|apologi[sz]e|technical (?:issue|problem|difficult)|try again|something went wrong|unavailable|indisponible)\b/;

/** Whether this is an excuse instead of an answer: off its topic, and in the words of an apology. */
export const isExcuse = ({ onTopic, text }: ChatFacts): boolean => !onTopic && EXCUSES.test(folded(text));

/**
 * The answers that a language model gave. Left out: nothing at all, an excuse, an answer that says it is cached,
 * and one that several different questions got word for word.
 */
export function realAnswers<Item extends { readonly reply: ChatFacts }>(items: readonly Item[]): Item[] {
  const same = (text: string): number => items.filter(({ reply }) => reply.text === text).length;
  return items.filter(
    ({ reply }) =>
      reply.text.trim() !== '' &&
      !reply.cached &&
      !isExcuse(reply) &&
      (reply.onTopic || same(reply.text) === 1),
  );
}
