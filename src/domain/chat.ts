import { firstChars } from './secrets/excerpt.ts';
import type { ChatReply, Unspoken } from './stack.ts';

/** What a chat answer showed, reduced to what judging needs. */
export interface ChatFacts {
  /** The first 400 characters; null in transcribed evidence whose answers were not kept. */
  readonly text: string | null;
  readonly reportedMs: number | null;
  readonly model: string | null;
  readonly cached: boolean;
  /** Whether the answer takes up the topic that its question named. */
  readonly onTopic: boolean;
  /** Whether speech came with it, asked for or not; not known of older evidence. */
  readonly spoken?: boolean;
  /** Why it ended, in the stack's own word; absent where it does not say. */
  readonly finish?: string;
  /** What else than words to say was in it. */
  readonly beside?: readonly Unspoken[];
}

const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

const takesUp = (text: string, topic: string): boolean => folded(text).includes(folded(topic));

/** Reduces a reply to its facts; `topic` is the word that its question asked to hear again. */
export const chatFacts = (
  reply: Pick<ChatReply, 'text' | 'reportedMs' | 'model' | 'cached' | 'audio' | 'finish' | 'beside'>,
  topic: string,
): ChatFacts => ({
  text: firstChars(reply.text, 400),
  reportedMs: reply.reportedMs,
  model: reply.model,
  cached: reply.cached,
  onTopic: takesUp(reply.text, topic),
  spoken: reply.audio !== null,
  ...(reply.finish !== undefined && { finish: reply.finish }),
  ...(reply.beside && { beside: reply.beside }),
});

/** Words of excuse, accents folded, as stacks say them in place of an answer. */
const EXCUSES =
  /\b(desolee?s?|excuse[sz]?(?:[ -]moi)?|oups|(?:souci|probleme)s? techniques?|erreurs?|reessa(?:ie|yer?|yez)|sorry|apolog(?:y|ies|i[sz]e)|oops|technical (?:issue|problem|difficult(?:y|ie))s?|errors?|try again|something went wrong|unavailable|indisponibles?)\b/;

/** Whether `text` is an apology in place of an answer to a question about `topic`. */
export const isExcuse = (text: string, topic: string): boolean =>
  !takesUp(text, topic) && EXCUSES.test(folded(text));

type Answer = { readonly reply: ChatFacts };

/** The answers that apologise in place of answering. */
export const apologies = <Item extends Answer>(items: readonly Item[]): Item[] =>
  items.filter(({ reply: { onTopic, text } }) => !onTopic && text !== null && EXCUSES.test(folded(text)));

/**
 * The answers that no language model gave: off the topic of their question, and either in the words of an apology, or
 * word for word what another question got, or one of a stack most of whose other answers are such.
 */
export function cannedAnswers<Item extends Answer>(items: readonly Item[]): Item[] {
  const said = items.filter(({ reply: { text } }) => text === null || /\S/.test(text));
  const repeated = (text: string): boolean => said.filter(({ reply }) => reply.text === text).length > 1;
  const strays = said.filter(({ reply: { onTopic, text } }) => !onTopic && text !== null);
  const known = strays.filter(
    ({ reply: { text } }) => text && (EXCUSES.test(folded(text)) || repeated(text)),
  );
  // A model may stray; among sentences that no model gave, what strays is one that happened to come once.
  return 2 * known.length > said.length - 1 ? strays : known;
}

/** The answers that a language model gave to a new question: neither empty, nor canned, nor out of a cache. */
export function realAnswers<Item extends Answer>(items: readonly Item[]): Item[] {
  const canned = cannedAnswers(items);
  return items.filter(
    (item) => item.reply.text?.trim() !== '' && !item.reply.cached && !canned.includes(item),
  );
}
