import { chatCommand, checkedBy, nameOf, timed, typed } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { latencyPoints } from '../domain/points.ts';
import { same } from '../domain/text.ts';
import { defineCriterion, medianOf } from './define.ts';

export default defineCriterion({
  id: 'llm',
  title: { en: 'LLM', fr: 'LLM' },
  failureTitle: {
    en: 'The language model misses its objective',
    fr: 'Le modèle de langue manque son objectif',
  },
  finding: 'llm-slow',
  why: {
    en: 'Everything the stack says waits for the language model.',
    fr: 'Tout ce que dit la pile attend le modèle de langue.',
  },
  probe: 'llm',
  metrics: ['llm.e2el_ms'],
  layer: 'service',
  blocking: true,
  weight: 1,
  shown: true,
  objective: { value: 500, unit: 'ms', sense: 'at-most', of: 'llm.e2el_ms' },
  formula: {
    en: 'latency of the median warm answer; 0 when no real answer came',
    fr: 'latence de la réponse médiane à chaud ; 0 sans aucune réponse réelle',
  },
  judge(facts, objectiveMs) {
    const ms = facts.number('llm.e2el_ms');
    if (ms === undefined) {
      return {
        points: 0,
        value: { en: 'no real answer', fr: 'aucune réponse réelle' },
        comment: { en: 'no language model answered', fr: 'aucun modèle de langue n’a répondu' },
      };
    }
    return {
      points: latencyPoints(ms, objectiveMs),
      value: same(facts.shown('llm.e2el_ms') ?? figure(ms, 'ms')),
      comment: medianOf(facts, 'llm.e2el_ms'),
    };
  },
  remedy: (facts) => [
    {
      text:
        nameOf(facts.target, 'time') === undefined
          ? { en: 'Time one answer by hand', fr: 'Chronométrer une réponse à la main' }
          : {
              en: 'See where the time goes: the stack’s own figure against the wall clock',
              fr: 'Voir où passe le temps : le chiffre de la pile face à l’horloge',
            },
      ...typed(timed(chatCommand(facts.target, ['time', 'model', 'cached']))),
    },
    {
      text: {
        en: 'Choose a smaller or closer model, stream its tokens, or shorten the prompt and the history sent with it',
        fr: 'Choisir un modèle plus petit ou plus proche, diffuser ses tokens, ou raccourcir le prompt et l’historique envoyés',
      },
    },
  ],
  check: (facts, objectiveMs) => ({
    text: { en: `the LLM answers in ≤ ${objectiveMs} ms`, fr: `le LLM répond en ≤ ${objectiveMs} ms` },
    ...checkedBy(timed(chatCommand(facts.target, 'answer'))),
  }),
});
