import type { Text } from '../domain/text.ts';
import { MANY_FLIPS, UNEXPLAINED_FLIPS } from '../pipeline/trend/flaky.ts';

/** What is meant by a level that moved, and by flaky; said beside every trend that has some. */
export const RULES = {
  moved: {
    en: 'A level moved where the cycles before and after differ as shuffled ones do once in a hundred times at most (E-divisive), by more than the floor of the metric, on one testbed.',
    fr: 'Un niveau a bougé là où les cycles d’avant et d’après diffèrent comme des cycles mélangés ne le font qu’une fois sur cent au plus (E-divisive), de plus que le plancher de la métrique, sur un même banc.',
  },
  flaky: {
    en: `Flaky: went from pass to fail or back ${UNEXPLAINED_FLIPS} times or more with the same commit and testbed, or ${MANY_FLIPS} times or more whatever changed.`,
    fr: `Instable : passé de réussi à échoué ou l’inverse ${UNEXPLAINED_FLIPS} fois ou plus à commit et banc égaux, ou ${MANY_FLIPS} fois ou plus quoi qu’il ait changé.`,
  },
} as const satisfies Record<string, Text>;

/** What stands around the figures of a trend. */
export const WORDS = {
  en: {
    cycles: 'cycles',
    others: 'other targets here',
    earlier: (count: number) => `${count} earlier; --last N or --since shows more`,
    none: 'no cycle of the window has any of these figures',
    lines: { metric: 'Metric', trend: 'Trend', newest: 'Newest (range)' },
    legend: '↗ ↘ moved   ┊ another testbed   · no figure   states: the best on top',
    moved: 'Where it moved',
    steps: { metric: 'Metric', cycle: 'Cycle', commit: 'Commit', level: 'Before → after', change: 'Change' },
    better: 'better',
    worse: 'worse',
    testbed: 'Another testbed: levels are not compared across it',
    more: (count: number) => `… and ${count} earlier`,
    blockers: 'What blocked',
    stands: { id: 'Blocker', cycles: 'Cycles', count: 'In a row', until: 'Until', title: 'What' },
    standing: { open: 'still', unknown: 'not known' },
    flaky: 'Flaky criteria',
    flips: {
      id: 'Criterion',
      flips: 'Flips',
      unexplained: 'Same commit',
      judged: 'Judged',
      last: 'Last at cycle',
    },
  },
  fr: {
    cycles: 'cycles',
    others: 'autres cibles ici',
    earlier: (count: number) => `${count} plus anciens ; --last N ou --since en montre plus`,
    none: 'aucun cycle de la fenêtre n’a un de ces chiffres',
    lines: { metric: 'Métrique', trend: 'Tendance', newest: 'Dernier (étendue)' },
    legend: '↗ ↘ a bougé   ┊ autre banc   · pas de chiffre   états : le meilleur en haut',
    moved: 'Ce qui a bougé',
    steps: { metric: 'Métrique', cycle: 'Cycle', commit: 'Commit', level: 'Avant → après', change: 'Écart' },
    better: 'mieux',
    worse: 'moins bien',
    testbed: 'Autre banc : les niveaux ne sont pas comparés de l’un à l’autre',
    more: (count: number) => `… et ${count} avant`,
    blockers: 'Ce qui a bloqué',
    stands: { id: 'Blocage', cycles: 'Cycles', count: 'D’affilée', until: 'Jusqu’à', title: 'Quoi' },
    standing: { open: 'encore', unknown: 'inconnu' },
    flaky: 'Critères instables',
    flips: {
      id: 'Critère',
      flips: 'Bascules',
      unexplained: 'Même commit',
      judged: 'Jugé',
      last: 'Dernière au cycle',
    },
  },
} as const;
