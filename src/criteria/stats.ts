import { checkedBy, statsCommand, typed } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { latencyPoints } from '../domain/points.ts';
import { describeFailure } from '../domain/sample.ts';
import { same } from '../domain/text.ts';
import { defineCriterion, notMeasured } from './define.ts';

/** What servers say of a route that they do not have. */
const NO_ROUTE = new Set<number | null>([404, 405, 501]);

export default defineCriterion({
  id: 'stats',
  title: { en: 'Statistics', fr: 'Statistiques' },
  failureTitle: {
    en: 'The stack’s own statistics miss their objective',
    fr: 'Les statistiques de la pile manquent leur objectif',
  },
  finding: 'stats-slow',
  causes: ['tts-slow', 'llm-slow', 'speech-slows-down', 'e2e-slow'],
  why: {
    en: 'It averages the requests of all users, not only ralph’s.',
    fr: 'Elle fait la moyenne des requêtes de tous, pas seulement de celles de ralph.',
  },
  probe: 'stats',
  metrics: ['stats.average_ms'],
  layer: 'service',
  blocking: false,
  weight: 1,
  shown: true,
  objective: { value: 500, unit: 'ms', sense: 'at-most', of: 'stats.average_ms' },
  formula: {
    en: 'latency of the average that the stack reports; not judged where it reports none',
    fr: 'latence de la moyenne annoncée par la pile ; pas jugé là où elle n’en annonce pas',
  },
  judge(facts, objectiveMs) {
    const stats = facts.observed('stats');
    if (!stats) return notMeasured;
    if ('failure' in stats) {
      const { failure } = stats;
      if (failure.kind === 'rejected' && NO_ROUTE.has(failure.status)) {
        return {
          notApplicable: { en: 'the stack keeps no statistics', fr: 'la pile ne tient pas de statistiques' },
        };
      }
      return {
        points: 0,
        value: { en: 'no figure', fr: 'aucun chiffre' },
        comment: describeFailure(failure),
      };
    }
    const ms = facts.number('stats.average_ms');
    if (ms === undefined) {
      return {
        notApplicable: { en: 'the stack reports no average', fr: 'la pile n’annonce aucune moyenne' },
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
      ...typed(statsCommand(facts.target)),
    },
  ],
  check: (facts, objectiveMs) => ({
    text: { en: `reported average ≤ ${objectiveMs} ms`, fr: `moyenne annoncée ≤ ${objectiveMs} ms` },
    ...checkedBy(statsCommand(facts.target)),
  }),
});
