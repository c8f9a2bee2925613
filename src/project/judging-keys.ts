import type { Lang } from '../domain/text.ts';
import { type Key, orShown } from './key.ts';

/** What stands beside `target`: how much is asked, and how it is judged. */
export const judgingKeys = (lang: Lang | undefined): Key[] => [
  orShown('lang', lang, 'en', {
    en: 'Language of the reviews: en or fr; without this, that of the terminal.',
    fr: 'Langue des revues : en ou fr ; sans ceci, celle du terminal.',
  }),
  orShown(
    'samples',
    null,
    { warm: 6, most: 20, idle: '5s', timeout: '30s', language: 'en' },
    {
      en: 'How often each thing is asked, how long is waited, in which language the stack is spoken to.',
      fr: 'Combien de fois on demande, combien de temps on attend, en quelle langue on parle à la pile.',
    },
  ),
  orShown(
    'criteria',
    null,
    { llm: { objective: '500 ms' }, tests: { scored: false } },
    {
      en: 'What is asked of the stack, where that differs: "ralph list" says what there is.',
      fr: 'Ce qu’on demande à la pile, quand cela diffère : « ralph list » dit ce qu’il y a.',
    },
  ),
  orShown('reviews', null, 'reviews', { en: 'Where they are kept.', fr: 'Où elles sont gardées.' }),
  orShown('fail_on', null, 'blocked', {
    en: 'From when on a gate is closed: blocked, attention, regression or never.',
    fr: 'À partir de quoi une porte se ferme : blocked, attention, regression ou never.',
  }),
];
