import type { Lang } from '../../domain/text.ts';

const en = {
  cycle: (cycle: number | string) => `cycle ${cycle}`,
  noVerdict: 'no verdict',
  strip: (count: number, tally: string) => `Verdicts of ${count} cycle${count === 1 ? '' : 's'}: ${tally}`,
  oldest: 'oldest',
  newest: 'newest',
  score: 'Score',
  spark: (title: string, count: number, newest: string) =>
    `${title} over ${count} cycle${count === 1 ? '' : 's'}, newest ${newest}`,
  moved: (from: string, to: string, by: string, at: string) => `${from} → ${to}${by} since ${at}`,
  steady: 'no level moved',
  states: 'the best on top',
  head: {
    cycle: 'Cycle',
    when: 'When (UTC)',
    verdict: 'Verdict',
    score: 'Score',
    commit: 'Commit',
    blockers: 'Blockers',
  },
  stands: { id: 'Blocker', first: 'First', last: 'Last', cycles: 'Cycles', time: 'Time', now: 'Now' },
  criterion: 'Criterion',
  open: 'still stands',
  unknown: 'not known',
  gone: (at: string) => `gone in ${at}`,
  flaky: { id: 'Criterion', flips: 'Flips', unexplained: 'Same commit', judged: 'Judged', last: 'Last at' },
  testbed: { at: 'Cycle', what: 'What changed' },
  steps: { at: 'Cycle', when: 'When (UTC)', commit: 'Commit', level: 'Before → after', change: 'Change' },
  kinds: { better: 'better', worse: 'worse', neither: 'other' },
};

const fr: typeof en = {
  cycle: (cycle) => `cycle ${cycle}`,
  noVerdict: 'sans verdict',
  strip: (count, tally) => `Verdicts de ${count} cycle${count < 2 ? '' : 's'} : ${tally}`,
  oldest: 'le plus ancien',
  newest: 'le plus récent',
  score: 'Score',
  spark: (title, count, newest) => `${title} sur ${count} cycle${count < 2 ? '' : 's'}, dernier ${newest}`,
  moved: (from, to, by, at) => `${from} → ${to}${by} depuis ${at}`,
  steady: 'aucun niveau n’a bougé',
  states: 'le meilleur en haut',
  head: {
    cycle: 'Cycle',
    when: 'Quand (UTC)',
    verdict: 'Verdict',
    score: 'Score',
    commit: 'Commit',
    blockers: 'Blocages',
  },
  stands: {
    id: 'Blocage',
    first: 'Premier',
    last: 'Dernier',
    cycles: 'Cycles',
    time: 'Durée',
    now: 'Maintenant',
  },
  criterion: 'Critère',
  open: 'tient encore',
  unknown: 'inconnu',
  gone: (at) => `levé au ${at}`,
  flaky: {
    id: 'Critère',
    flips: 'Bascules',
    unexplained: 'Même commit',
    judged: 'Jugé',
    last: 'Dernière au',
  },
  testbed: { at: 'Cycle', what: 'Ce qui a changé' },
  steps: { at: 'Cycle', when: 'Quand (UTC)', commit: 'Commit', level: 'Avant → après', change: 'Écart' },
  kinds: { better: 'mieux', worse: 'moins bien', neither: 'autre' },
};

/** What stands around the drawings of many cycles. */
export const HISTORY_WORDS: Readonly<Record<Lang, typeof en>> = { en, fr };
