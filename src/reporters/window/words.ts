import type { Lang } from '../../domain/text.ts';

const en = {
  noVerdict: 'no verdict',
  one: (verdict: string, at: string) => `${verdict} in one cycle (${at})`,
  all: (verdict: string, count: number, at: string) => `${verdict} in all ${count} cycles (${at})`,
  newest: (verdict: string, count: number, at: string) =>
    `${verdict} in the newest of ${count} cycles (${at})`,
  broke: (what: string, at: string) => `${what} broke in ${at} and still stands`,
  brokeOnly: (what: string, at: string) => `${what} broke in ${at}`,
  stands: (what: string, at: string, cycles: number, span: string) =>
    `${what} stands since ${at}, for ${cycles} cycle${cycles === 1 ? '' : 's'} (${span})`,
  fixed: (what: string, at: string) => `${what} was fixed in ${at}`,
  worseState: (what: string, before: string, now: string, at: string) =>
    `${what} went from ${before} to ${now} in ${at}`,
  more: (count: number) => `and ${count} more`,
  regressed: (what: string, moved: string, at: string) => `${what} regressed ${moved} in ${at}`,
  improved: (what: string, moved: string, at: string) => `${what} improved ${moved} in ${at}`,
  testbed: (at: string, what: string) => `the testbed changed in ${at} (${what})`,
  quiet: 'nothing broke and no figure moved beyond its noise',
  quietAlone: 'nothing broke; there is no comparable cycle before to hold figures against',
  cycle: (cycle: number) => `cycle ${cycle}`,
  missing: (numbers: string) => `missing: cycles ${numbers}`,
  corrupt: (count: number) => (count === 1 ? 'one review cannot be read' : `${count} reviews cannot be read`),
  empty: 'No cycle lies in the window',
  since: (from: string) => `since ${from} UTC`,
  last: (count: number) => `the last ${count}`,
  newestBefore: (at: string, when: string) => `the newest is ${at}, of ${when} UTC`,
  cyclesHead: ['Cycle', 'When (UTC)', 'Verdict', 'Score', 'Commit', 'Blockers'],
  alike: (count: number) => `… ${count} alike`,
  brokeTitle: 'What broke',
  fixedTitle: 'What was fixed',
  brokeHead: ['What', 'In cycle', 'Now'],
  fixedHead: ['What', 'In cycle', 'Before'],
  stood: (cycles: number, span: string) => `stood ${cycles} cycle${cycles === 1 ? '' : 's'}, ${span}`,
  unknown: (at: string) => `not known since ${at}`,
  goneIn: (at: string) => `fixed in ${at}`,
  criterion: 'Criterion',
  regressedTitle: 'What regressed',
  improvedTitle: 'What improved',
  moveHead: ['Figure', 'Before', 'Now', 'Change', 'Since'],
  standsTitle: 'How long each blocker stood',
  standsHead: ['Blocker', 'First', 'Last', 'Cycles', 'Time', ''],
  still: 'still stands',
  testbedTitle: 'What changed of the testbed',
  worstTitle: 'The figures that worsened most',
  worstHead: ['Figure', 'Before', 'Now', 'Change', ''],
  claimed: 'regressed',
  noise: 'not proven',
  worstNote: 'At most five, by their change in percent against their level before the window.',
  coveredTitle: 'What this report covers',
  commits: 'Commits',
  unknownCommit: 'not known',
  corruptLine: 'Cannot be read',
  compared: (used: number, all: number) =>
    `Figures are compared with ${used} of the ${all} cycles before the window: the newest, at most forty, whose testbed is that of the newest cycle.`,
  uncompared: (all: number) =>
    all === 0
      ? 'No figure is compared: no cycle lies before the window.'
      : `No figure is compared: none of the ${all} cycles before the window has the testbed of the newest cycle.`,
  rule: (pct: number) =>
    `A figure is told when its level over cycles moved by more than ${pct} % and its floor, and by more than chance does in one window of a hundred, all figures together. The level of a time is the mean of the logarithms of its samples, a tenth trimmed off each side.`,
  pageTitle: 'What happened',
  trendTitle: 'How figures went',
  cyclesTitle: 'Cycles',
  spanRule:
    'A blocker stood from the first cycle with it to the first that shows it gone, or to the last with it. A cycle that did not judge what it costs, or finds that no better, does not show it gone.',
};

type Words = { [Key in keyof typeof en]: (typeof en)[Key] extends string ? string : (typeof en)[Key] };

const fr: Words = {
  noVerdict: 'sans verdict',
  one: (verdict, at) => `${verdict} en un cycle (${at})`,
  all: (verdict, count, at) => `${verdict} aux ${count} cycles (${at})`,
  newest: (verdict, count, at) => `${verdict} au dernier de ${count} cycles (${at})`,
  broke: (what, at) => `${what} apparu au ${at} et toujours là`,
  brokeOnly: (what, at) => `${what} apparu au ${at}`,
  stands: (what, at, cycles, span) =>
    `${what} dure depuis le ${at}, soit ${cycles} cycle${cycles === 1 ? '' : 's'} (${span})`,
  fixed: (what, at) => `${what} réparé au ${at}`,
  worseState: (what, before, now, at) => `${what} : de ${before} à ${now} au ${at}`,
  more: (count) => `et ${count} de plus`,
  regressed: (what, moved, at) => `${what} en régression (${moved}) au ${at}`,
  improved: (what, moved, at) => `${what} en amélioration (${moved}) au ${at}`,
  testbed: (at, what) => `le banc d’essai a changé au ${at} (${what})`,
  quiet: 'rien n’a cassé et aucun chiffre n’a bougé au-delà du bruit',
  quietAlone: 'rien n’a cassé ; aucun cycle comparable avant, auquel rapporter les chiffres',
  cycle: (cycle) => `cycle ${cycle}`,
  missing: (numbers) => `manquants : cycles ${numbers}`,
  corrupt: (count) => (count === 1 ? 'une revue est illisible' : `${count} revues sont illisibles`),
  empty: 'Aucun cycle dans la fenêtre',
  since: (from) => `depuis le ${from} UTC`,
  last: (count) => `les ${count} derniers`,
  newestBefore: (at, when) => `le plus récent est le ${at}, du ${when} UTC`,
  cyclesHead: ['Cycle', 'Quand (UTC)', 'Verdict', 'Score', 'Commit', 'Blocages'],
  alike: (count) => `… ${count} semblables`,
  brokeTitle: 'Ce qui a cassé',
  fixedTitle: 'Ce qui a été réparé',
  brokeHead: ['Quoi', 'Au cycle', 'Maintenant'],
  fixedHead: ['Quoi', 'Au cycle', 'Avant'],
  stood: (cycles, span) => `a duré ${cycles} cycle${cycles === 1 ? '' : 's'}, ${span}`,
  unknown: (at) => `inconnu depuis le ${at}`,
  goneIn: (at) => `réparé au ${at}`,
  criterion: 'Critère',
  regressedTitle: 'Ce qui a régressé',
  improvedTitle: 'Ce qui s’est amélioré',
  moveHead: ['Chiffre', 'Avant', 'Maintenant', 'Écart', 'Depuis'],
  standsTitle: 'Combien de temps chaque blocage a duré',
  standsHead: ['Blocage', 'Premier', 'Dernier', 'Cycles', 'Durée', ''],
  still: 'toujours là',
  testbedTitle: 'Ce qui a changé du banc d’essai',
  worstTitle: 'Les chiffres qui ont le plus empiré',
  worstHead: ['Chiffre', 'Avant', 'Maintenant', 'Écart', ''],
  claimed: 'régression',
  noise: 'non établi',
  worstNote: 'Cinq au plus, par leur écart en pour cent à leur niveau d’avant la fenêtre.',
  coveredTitle: 'Ce que ce rapport couvre',
  commits: 'Commits',
  unknownCommit: 'inconnu',
  corruptLine: 'Illisible',
  compared: (used, all) =>
    `Les chiffres sont comparés à ${used} des ${all} cycles d’avant la fenêtre : les plus récents, quarante au plus, dont le banc d’essai est celui du dernier cycle.`,
  uncompared: (all) =>
    all === 0
      ? 'Aucun chiffre n’est comparé : aucun cycle ne précède la fenêtre.'
      : `Aucun chiffre n’est comparé : aucun des ${all} cycles d’avant la fenêtre n’a le banc d’essai du dernier cycle.`,
  rule: (pct) =>
    `Un chiffre est annoncé quand son niveau de cycle en cycle a bougé de plus de ${pct} % et de son seuil, et de plus que le hasard ne le fait dans une fenêtre sur cent, tous chiffres ensemble. Le niveau d’un temps est la moyenne des logarithmes de ses mesures, un dixième ôté de chaque côté.`,
  pageTitle: 'Ce qui s’est passé',
  trendTitle: 'Comment les chiffres ont évolué',
  cyclesTitle: 'Cycles',
  spanRule:
    'Un blocage a duré du premier cycle qui l’a jusqu’au premier qui le montre levé, ou jusqu’au dernier qui l’a. Un cycle qui n’a pas jugé ce qu’il coûte, ou ne le trouve pas meilleur, ne le montre pas levé.',
};

/** The headings and sentences of a window's report. */
export const WINDOW_WORDS: Record<Lang, Words> = { en, fr };
