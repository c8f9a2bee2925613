import { statsCommand } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { latencyPoints } from '../domain/points.ts';
import { same } from '../domain/text.ts';
import { defineCriterion } from './define.ts';

export default defineCriterion({
  id: 'stats',
  title: { en: 'Statistics', fr: 'Statistiques' },
  failureTitle: {
    en: 'The stack’s own average is too slow',
    fr: 'La moyenne annoncée par la pile est trop lente',
  },
  finding: 'stats-slow',
  why: {
    en: 'It averages the requests of all users, not only ralph’s.',
    fr: 'Elle fait la moyenne des requêtes de tous, pas seulement de celles de ralph.',
  },
  probe: 'stats',
  layer: 'service',
  blocking: false,
  weight: 1,
  shown: true,
  objective: { value: 500, unit: 'ms', sense: 'at-most' },
  formula: {
    en: 'latency of the average that the stack reports',
    fr: 'latence de la moyenne annoncée par la pile',
  },
  judge(facts, objectiveMs) {
    const ms = facts.number('stats.average_ms');
    if (ms === undefined) {
      return {
        points: 0,
        value: { en: 'no figure', fr: 'aucun chiffre' },
        comment: { en: 'no statistics were reported', fr: 'aucune statistique annoncée' },
      };
    }
    return {
      points: latencyPoints(ms, objectiveMs),
      value: same(figure(ms, 'ms')),
      comment: { en: 'average, as the stack reports it', fr: 'moyenne, selon la pile' },
    };
  },
  remedy: (facts) => [
    {
      text: {
        en: 'Compare the average with what ralph measured',
        fr: 'Comparer la moyenne avec ce que ralph a mesuré',
      },
      code: { language: 'bash', lines: [statsCommand(facts.target)] },
    },
  ],
  check: (facts, objectiveMs) => ({
    text: { en: `reported average ≤ ${objectiveMs} ms`, fr: `moyenne annoncée ≤ ${objectiveMs} ms` },
    command: statsCommand(facts.target),
  }),
});
