import type { Lang } from '../../domain/text.ts';

const en = {
  title: (fleet: string, number: number) => `Fleet ${fleet}, review ${number}`,
  stacks: (count: number) => (count === 1 ? '1 stack' : `${count} stacks`),
  firstTitle: 'What to mend first',
  of: (some: number, all: number) => `${some} of ${all}`,
  frees: (count: number, all: number) =>
    count < all ? `nothing else blocks ${count} of them` : `nothing else blocks ${all === 1 ? 'it' : 'them'}`,
  warning: 'warning',
  shareTitle: 'What stacks share',
  shareHead: ['They share', 'Stacks', 'What comes with it'],
  shareRow: (some: number, of: number) => `${some} of the ${of} that share it`,
  apartTitle: 'Figures that stand apart from those of their peers',
  apartHead: ['Stack', 'Figure', 'Here', 'In the middle', 'Peers'],
  apartRow: (here: string, peers: string, count: number) => `${here}, its ${count} peers ${peers}`,
  stacksTitle: 'Stacks, worst first',
  stacksHead: ['Stack', 'Verdict', 'Score', 'What is wrong', 'Asked', 'Commit', 'Review'],
  worse: (count: number) => (count === 1 ? '1 figure became worse' : `${count} figures became worse`),
  worseTitle: 'Figures that became worse',
  worseHead: ['Stack', 'Figure', 'Before', 'Now'],
  apart: (count: number) => (count === 1 ? '1 figure stands apart' : `${count} figures stand apart`),
  leftOut: (probes: string) => `not asked: ${probes}`,
  answered: (agent: string) => `answered by ${agent}`,
  sound: 'nothing found',
  more: (count: number) => `… and ${count} more`,
  methodTitle: 'How it was judged',
  cycle: (number: number) => `cycle ${number}`,
  strip: (count: number, tally: string) => `Verdicts of ${count} stacks, worst first: ${tally}`,
  made: 'Drawn by ralph',
  nothing: 'There is nothing to mend.',
};

type Words = { [Key in keyof typeof en]: (typeof en)[Key] extends string ? string : (typeof en)[Key] };

const fr: Words = {
  title: (fleet, number) => `Flotte ${fleet}, revue ${number}`,
  stacks: (count) => (count === 1 ? '1 pile' : `${count} piles`),
  firstTitle: 'À réparer d’abord',
  of: (some, all) => `${some} sur ${all}`,
  frees: (count, all) =>
    count < all
      ? `rien d’autre ne bloque ${count} d’entre elles`
      : `rien d’autre ne ${all === 1 ? 'la' : 'les'} bloque`,
  warning: 'avertissement',
  shareTitle: 'Ce que des piles ont en commun',
  shareHead: ['En commun', 'Piles', 'Ce qui va avec'],
  shareRow: (some, of) => `${some} des ${of} qui l’ont`,
  apartTitle: 'Chiffres qui se détachent de ceux de leurs pareilles',
  apartHead: ['Pile', 'Chiffre', 'Ici', 'Au milieu', 'Pareilles'],
  apartRow: (here, peers, count) => `${here}, ses ${count} pareilles ${peers}`,
  stacksTitle: 'Les piles, la pire d’abord',
  stacksHead: ['Pile', 'Verdict', 'Score', 'Ce qui ne va pas', 'Demandé à', 'Commit', 'Revue'],
  worse: (count) => (count === 1 ? '1 chiffre a empiré' : `${count} chiffres ont empiré`),
  worseTitle: 'Chiffres qui ont empiré',
  worseHead: ['Pile', 'Chiffre', 'Avant', 'Maintenant'],
  apart: (count) => (count === 1 ? '1 chiffre se détache' : `${count} chiffres se détachent`),
  leftOut: (probes) => `non demandé : ${probes}`,
  answered: (agent) => `réponse de ${agent}`,
  sound: 'rien trouvé',
  more: (count) => `… et ${count} de plus`,
  methodTitle: 'Comment c’est jugé',
  cycle: (number) => `cycle ${number}`,
  strip: (count, tally) => `Verdicts de ${count} piles, la pire d’abord : ${tally}`,
  made: 'Dessiné par ralph',
  nothing: 'Il n’y a rien à réparer.',
};

/** The headings and sentences of a fleet review. */
export const FLEET_WORDS: Record<Lang, Words> = { en, fr };
