import { randomInt } from 'node:crypto';
import type { Prompt } from './prompts.ts';

const list = (words: string): readonly string[] => words.split(', ');

/**
 * Words that are heard as they are spelt: no names, no figures, and after these articles no sound that two spellings
 * share. A transcriber that writes "12" for "twelve" would otherwise be counted wrong for being right.
 */
const WORDS = {
  en: {
    animal: list('fox, horse, rabbit, dog, monkey, camel, tiger, duck, donkey, cat, pig, lion'),
    kind: list('happy, quiet, clever, hungry, gentle, lazy, brave, tiny, proud, sleepy, clumsy, young'),
    thing: list(
      'basket, hammer, bottle, candle, pillow, ladder, blanket, bucket, ticket, carpet, mirror, button',
    ),
    look: list(
      'yellow, heavy, broken, silver, wooden, purple, dusty, golden, plastic, little, square, simple',
    ),
    place: list(
      'in the garden, near the river, behind the kitchen, on the mountain, under the bridge, in the forest, across the valley, at the market, beside the window, around the castle, over the village, in the winter',
    ),
  },
  fr: {
    animal: list('renard, cheval, lapin, chien, canard, mouton, tigre, lion, singe, chameau, cochon, hibou'),
    kind: list(
      'tranquille, timide, content, gourmand, fidèle, honnête, courageux, bavard, calme, sauvage, rapide, drôle',
    ),
    thing: list(
      'panier, marteau, parapluie, chapeau, bouton, tambour, miroir, tapis, ticket, tableau, fauteuil, couteau',
    ),
    look: list(
      'jaune, rouge, lourd, fragile, carré, solide, minuscule, rose, propre, utile, moderne, simple',
    ),
    place: list(
      'dans le jardin, sur la montagne, derrière la cuisine, dans la forêt, devant le château, sous la table, sur la plage, dans le village, contre la fenêtre, devant la gare, dans la rivière, sur la route',
    ),
  },
};

const TOPICS = {
  en: ['guitar', 'mountain', 'bicycle', 'chocolate', 'violin'],
  fr: ['guitare', 'montagne', 'bicyclette', 'chocolat', 'violon'],
} as const;

type Speech = keyof typeof WORDS;
type Picked = Record<keyof (typeof WORDS)['en'], string>;

const SAY: Record<Speech, (words: Picked) => string> = {
  en: ({ animal, kind, thing, look, place }) => `The ${kind} ${animal} found a ${look} ${thing} ${place}.`,
  fr: ({ animal, kind, thing, look, place }) => `Le ${animal} ${kind} trouve un ${thing} ${look} ${place}.`,
};

const ASK: Record<Speech, (words: Picked, topic: string) => string> = {
  en: ({ animal, kind, place }, topic) => `What does a ${kind} ${animal} do with a ${topic} ${place}?`,
  fr: ({ animal, kind, place }, topic) => `Que pense un ${animal} ${kind} du mot ${topic} ${place} ?`,
};

const KINDS = ['animal', 'kind', 'thing', 'look', 'place'] as const;
/** How many sentences there are. */
export const PLAIN_SENTENCES = KINDS.reduce((product, kind) => product * WORDS.en[kind].length, 1);

/** The words of sentence `unique`, which are those of no other one below {@link PLAIN_SENTENCES}. */
function pick(speech: Speech, unique: number): Picked {
  const picked = { animal: '', kind: '', thing: '', look: '', place: '' };
  let left = unique;
  for (const kind of KINDS) {
    const words = WORDS[speech][kind];
    picked[kind] = words[left % words.length] ?? '';
    left = Math.floor(left / words.length);
  }
  return picked;
}

const any = (): number => randomInt(PLAIN_SENTENCES);

/** A sentence to be spoken and understood, which hardly anybody said before. */
export const plainSentence = (speech: Speech, unique: number = any()): string =>
  SAY[speech](pick(speech, unique));

/** A question to be spoken, understood and answered. */
export function plainQuestion(speech: Speech, turn: number, unique: number = any()): Prompt {
  const topic = TOPICS[speech][turn % TOPICS[speech].length] ?? '';
  return { text: ASK[speech](pick(speech, unique), topic), topic };
}
