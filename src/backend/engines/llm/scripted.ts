import { isFunctionWord, languageOf, wordsOf } from '../../language.ts';
import type { LlmEngine, LlmPrompt } from './llm-engine.ts';
import { type Persona, personas } from './persona.ts';
import { type Listen, listenFor } from './phrases.ts';

type Meaning = 'introduction' | 'name-asked' | { readonly answers: readonly string[] };

const topicLetters = { fewest: 4, most: 30 } as const;

const listenAs = ({ introductions, nameAsked, intents }: Persona): Listen<Meaning> =>
  listenFor<Meaning>([
    { phrases: introductions, meaning: 'introduction' },
    { phrases: nameAsked, meaning: 'name-asked' },
    ...intents.map(({ phrases, answers }) => ({ phrases, meaning: { answers } })),
  ]);

const hears = { fr: listenAs(personas.fr), en: listenAs(personas.en) };
const hearsGreeting = listenFor([
  { phrases: personas.fr.greetings, meaning: 'greeting' },
  { phrases: personas.en.greetings, meaning: 'greeting' },
]);
const hearsName = listenFor([
  { phrases: personas.fr.introductions, meaning: 'introduction' },
  { phrases: personas.en.introductions, meaning: 'introduction' },
]);

/** FNV-1a, 32 bit: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** A single word in quotation marks: whoever marks a word wants to hear of it. */
const QUOTED = /[«"“]\s*(?<word>[\p{L}-]+)\s*[»"”]/u;

/** The longest word of a message, the last of equals: most often what it is about. */
function topicOf(words: readonly string[]): string | null {
  let longest: string | null = null;
  for (const word of words) {
    const fits = word.length >= topicLetters.fewest && word.length <= topicLetters.most;
    if (fits && word.length >= (longest?.length ?? 0) && !isFunctionWord(word)) longest = word;
  }
  return longest;
}

/** Takes one of several ways to say a thing; the same message always takes the same. */
const choose = (ways: readonly string[], hash: number): string => ways[hash % ways.length] ?? '';

const capitalised = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1, topicLetters.most)}`;

/** The name that was given last. */
const nameFrom = (history: LlmPrompt['history']): string | null =>
  history.flatMap(({ said }) => hearsName(wordsOf(said))?.next ?? []).at(-1) ?? null;

function sayName(persona: Persona, name: string | null, hash: number): string {
  if (name === null) return choose(persona.nameUnknown, hash);
  return choose(persona.nameKnown, hash).replace('{name}', capitalised(name));
}

function freely(persona: Persona, message: string, words: readonly string[], hash: number): string {
  const topic = QUOTED.exec(message)?.groups?.word ?? topicOf(words);
  if (topic === null) return choose(hearsGreeting(words) ? persona.greeted : persona.puzzled, hash);
  const thought = choose(persona.thoughts, hash >>> 8).replace('{topic}', topic);
  return `${choose(persona.openings, hash)} ${thought} ${choose(persona.questions, hash >>> 16)}`;
}

/** The persona's whole answer, one to three sentences, in the language of the message. */
export function compose({ message, history }: LlmPrompt): string {
  const words = wordsOf(message);
  const language = languageOf(words) ?? languageOf(wordsOf(history.at(-1)?.said ?? '')) ?? 'fr';
  const persona = personas[language];
  const hash = hashOf(message);
  const heard = hears[language](words);
  if (heard === null || QUOTED.test(message)) return freely(persona, message, words, hash);
  if (heard.meaning === 'name-asked') return sayName(persona, nameFrom(history), hash);
  if (heard.meaning !== 'introduction') return choose(heard.meaning.answers, hash);
  if (heard.next === null) return choose(persona.puzzled, hash);
  return choose(persona.introduced, hash).replace('{name}', capitalised(heard.next));
}

/** A small character written by hand, in place of a language model: a token is a word with the blank before it. */
export function scriptedPersona(): LlmEngine {
  return {
    id: 'scripted-persona',
    *reply(prompt) {
      let blank = '';
      for (const word of compose(prompt).split(' ')) {
        yield blank + word;
        blank = ' ';
      }
    },
  };
}
