import type { Lang } from '../../domain/text.ts';
import { LEAST_VALUES } from '../../statistics/far-out.ts';
import type { Reviewed } from './peers.ts';

/** More groups than this are counted, not listed. */
const MOST_LISTED = 6;

const en = {
  lost: (count: number) => `Stacks without a review, which count as blocked: ${count}.`,
  peers: (sizes: string, alone: number) =>
    `Figures are held against those of stacks of the same testbed: groups of ${sizes}${alone > 0 ? `; with fewer than ${LEAST_VALUES - 1} peers, too few: ${alone}` : ''}.`,
  alone: `No figure is held against those of others: no stack has ${LEAST_VALUES - 1} peers of the same testbed.`,
  more: (count: number) => `and ${count} more`,
  outlier: (pct: number) =>
    `A figure stands apart when it is worse than the one in the middle of its peers by more than ${pct} % and its floor, and by more than chance does in one fleet of a hundred, all figures together (Qn of Rousseeuw and Croux, Student’s t).`,
  shared:
    'What stacks share is named when at least half of those that share it have the finding, and when chance brings such an overlap in less than one fleet of a hundred, all findings and traits together (Fisher’s exact test, Tarone’s correction). It says where to look, and proves no cause.',
};

const fr: typeof en = {
  lost: (count) => `Piles sans revue, comptées comme bloquées : ${count}.`,
  peers: (sizes, alone) =>
    `Les chiffres sont rapportés à ceux des piles du même banc d’essai : groupes de ${sizes}${alone > 0 ? ` ; avec moins de ${LEAST_VALUES - 1} pareilles, trop peu : ${alone}` : ''}.`,
  alone: `Aucun chiffre n’est rapporté à ceux des autres : aucune pile n’a ${LEAST_VALUES - 1} pareilles sur le même banc d’essai.`,
  more: (count) => `et ${count} de plus`,
  outlier: (pct) =>
    `Un chiffre se détache quand il est pire que celui du milieu de ses pareilles de plus de ${pct} % et de son seuil, et de plus que le hasard ne le fait dans une flotte sur cent, tous chiffres ensemble (Qn de Rousseeuw et Croux, t de Student).`,
  shared:
    'Ce que des piles ont en commun est nommé quand la moitié au moins de celles qui l’ont montrent le constat, et quand le hasard n’amène un tel recoupement que dans moins d’une flotte sur cent, tous constats et traits ensemble (test exact de Fisher, correction de Tarone). C’est là qu’il faut regarder, et cela ne prouve aucune cause.',
};

const WORDS = { en, fr };

/** How the fleet was judged, one line each. */
export function fleetMethod(
  groups: readonly (readonly Reviewed[])[],
  { lost, tolerancePct, lang }: { readonly lost: number; readonly tolerancePct: number; readonly lang: Lang },
): string[] {
  const words = WORDS[lang];
  const sizes = groups.map(({ length }) => length);
  const held = sizes.filter((size) => size >= LEAST_VALUES);
  const alone = sizes.filter((size) => size < LEAST_VALUES).reduce((sum, size) => sum + size, 0);
  const listed = held.slice(0, MOST_LISTED).join(', ');
  const beyond = held.length > MOST_LISTED ? ` ${words.more(held.length - MOST_LISTED)}` : '';
  return [
    ...(lost > 0 ? [words.lost(lost)] : []),
    ...(held.length > 0
      ? [words.peers(`${listed}${beyond}`, alone), words.outlier(tolerancePct)]
      : [words.alone]),
    words.shared,
  ];
}
