import type { Text } from '../../domain/text.ts';

/** What each family that is of the review, and of no metric, says of itself. */
export const HELP = {
  ralph_build_info: { en: 'The ralph that wrote this', fr: 'Le ralph qui a écrit ceci' },
  ralph_review_timestamp_seconds: {
    en: 'When the stack was reviewed, in Unix time',
    fr: 'Quand la pile a été passée en revue, en temps Unix',
  },
  ralph_review_cycle: { en: 'The number of the cycle', fr: 'Le numéro du cycle' },
  ralph_review_verdict: {
    en: 'The verdict: 1 for the one that was given',
    fr: 'Le verdict : 1 pour celui qui a été rendu',
  },
  ralph_review_score_ratio: {
    en: 'Points over those that could be had',
    fr: 'Points rapportés à ceux qui étaient possibles',
  },
  ralph_review_score_points: { en: 'The sum of weighted points', fr: 'La somme des points pondérés' },
  ralph_review_score_max_points: {
    en: 'What the points could have been',
    fr: 'Ce que les points auraient pu être',
  },
  ralph_review_regressions: {
    en: 'Figures and states that got worse since the review it is compared with',
    fr: 'Chiffres et états en régression depuis la revue de comparaison',
  },
  ralph_criterion_points: {
    en: 'Points out of ten; absent where the criterion does not apply',
    fr: 'Points sur dix ; absents où le critère ne s’applique pas',
  },
  ralph_criterion_verdict: {
    en: 'The verdict of each criterion: 1 for the one that was given',
    fr: 'Le verdict de chaque critère : 1 pour celui qui a été rendu',
  },
  ralph_findings: { en: 'How many findings were raised', fr: 'Combien de constats ont été faits' },
  ralph_finding: { en: 'A finding that was raised', fr: 'Un constat qui a été fait' },
  ralph_blocker_streak_cycles: {
    en: 'How many cycles in a row a blocker has stood',
    fr: 'Depuis combien de cycles d’affilée un blocage tient',
  },
  ralph_probe_duration_seconds: {
    en: 'How long a probe took',
    fr: 'Combien de temps une sonde a pris',
  },
  ralph_metric_in_doubt: {
    en: 'A figure that may be that of the machine and not of the stack',
    fr: 'Un chiffre qui peut être celui de la machine et non de la pile',
  },
} as const satisfies Record<string, Text>;
