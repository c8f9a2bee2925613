import type { FleetStack } from '../../domain/fleet.ts';
import { VERDICT_WORDS, type Verdict } from '../../domain/review.ts';
import type { Lang } from '../../domain/text.ts';

const en = {
  blocked: (count: number, all: number) => `${count} of ${all} stacks blocked`,
  unreviewed: (count: number) => `${count} without a review`,
  inconclusive: (count: number, all: number) => `${count} of ${all} stacks could not be judged`,
  attention: (count: number, all: number) =>
    `${count} of ${all} stacks ${count === 1 ? 'needs' : 'need'} attention`,
  ok: (all: number) => (all === 1 ? 'the one stack is sound' : `all ${all} stacks are sound`),
  none: 'no stack was judged',
};

const plural = (count: number): string => (count === 1 ? '' : 's');

const fr: typeof en = {
  blocked: (count, all) => `${count} pile${plural(count)} sur ${all} bloquée${plural(count)}`,
  unreviewed: (count) => `${count} sans revue`,
  inconclusive: (count, all) => `${count} pile${plural(count)} sur ${all} non jugée${plural(count)}`,
  attention: (count, all) => `${count} pile${plural(count)} sur ${all} à surveiller`,
  ok: (all) => (all === 1 ? 'l’unique pile est saine' : `les ${all} piles sont saines`),
  none: 'aucune pile n’a été jugée',
};

const WORDS = { en, fr };

/** "BLOCKED - 12 of 200 stacks blocked (3 without a review), 4 of 200 stacks need attention". */
export function fleetStatus(verdict: Verdict, stacks: readonly FleetStack[], lang: Lang): string {
  const words = WORDS[lang];
  const all = stacks.length;
  const of = (which: Verdict): number => stacks.filter((stack) => stack.verdict === which).length;
  const unreviewed = stacks.filter(({ outcome }) => outcome !== 'reviewed').length;
  const beside = unreviewed > 0 ? ` (${words.unreviewed(unreviewed)})` : '';
  const told = [
    ...(of('blocked') > 0 ? [`${words.blocked(of('blocked'), all)}${beside}`] : []),
    ...(of('inconclusive') > 0 ? [words.inconclusive(of('inconclusive'), all)] : []),
    ...(of('attention') > 0 ? [words.attention(of('attention'), all)] : []),
  ];
  const sound = all === 0 ? words.none : words.ok(all);
  return `${VERDICT_WORDS[verdict][lang]} - ${told.length === 0 ? sound : told.join(', ')}`;
}
