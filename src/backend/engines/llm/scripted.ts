import { isFunctionWord, languageOf, wordsOf } from '../../language.ts';
import type { LlmEngine, LlmPrompt } from './llm-engine.ts';
import { type Persona, personas } from './persona.ts';

const topicLetters = { fewest: 4, most: 30 } as const;

/** FNV-1a, 32 bit: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** The longest word of a message, the last of equals: most often what it is about. */
function topicOf(words: readonly string[]): string | null {
  let longest: string | null = null;
  for (const word of words) {
    const fits =
      word.length >= topicLetters.fewest && word.length <= topicLetters.most && !isFunctionWord(word);
    if (fits && word.length >= (longest?.length ?? 0)) longest = word;
  }
  return longest;
}

/** Takes one of several ways to say a thing; the same message always takes the same. */
const choose = (ways: readonly string[], hash: number): string => ways[hash % ways.length] ?? '';

/** The words of a text with one blank around each, so that a phrase is found by its whole words. */
const padded = (words: readonly string[]) => ` ${words.join(' ')} `;
const says = (text: string, phrases: readonly string[]) => phrases.some((phrase) => text.includes(phrase));

function nameIn(text: string, { introductions }: Persona): string | null {
  const introduction = introductions.find((phrase) => text.includes(phrase));
  if (introduction === undefined) return null;
  const [, rest = ''] = text.split(introduction);
  const [name = ''] = rest.trim().split(' ');
  return name === '' ? null : `${name.charAt(0).toUpperCase()}${name.slice(1, topicLetters.most)}`;
}

function nameFrom(history: LlmPrompt['history']): string | null {
  const told = history.map(({ said }) => padded(wordsOf(said)));
  const names = told.flatMap((text) => nameIn(text, personas.fr) ?? nameIn(text, personas.en) ?? []);
  return names.at(-1) ?? null;
}

/** The persona's whole answer, one to three sentences, in the language of the message. */
export function compose({ message, history }: LlmPrompt): string {
  const words = wordsOf(message);
  const text = padded(words);
  const language = languageOf(words) ?? languageOf(wordsOf(history.at(-1)?.said ?? '')) ?? 'fr';
  const persona = personas[language];
  const hash = hashOf(message);

  if (says(text, persona.nameAsked)) {
    const name = nameFrom(history);
    if (name === null) return choose(persona.nameUnknown, hash);
    return choose(persona.nameKnown, hash).replace('{name}', name);
  }
  const introduced = nameIn(text, persona);
  if (introduced !== null) return choose(persona.introduced, hash).replace('{name}', introduced);
  const intent = persona.intents.find(({ phrases }) => says(text, phrases));
  if (intent) return choose(intent.answers, hash);

  const topic = topicOf(words);
  if (topic === null) {
    return choose(says(text, persona.greeting.phrases) ? persona.greeting.answers : persona.puzzled, hash);
  }
  const parts = [
    choose(persona.openings, hash),
    choose(persona.thoughts, hash >>> 8).replace('{topic}', topic),
    choose(persona.questions, hash >>> 16),
  ];
  return parts.join(' ');
}

/** A small character written by hand, in place of a language model: a token is a word with the blank before it. */
export function scriptedPersona(): LlmEngine {
  return {
    id: 'scripted-persona',
    async *reply(prompt, signal) {
      let blank = '';
      for (const word of compose(prompt).split(' ')) {
        signal.throwIfAborted();
        yield blank + word;
        blank = ' ';
      }
    },
  };
}
