import { checkedBy, repeated, speechCommand, timed, typed } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { spoken } from '../domain/spoken.ts';
import type { Facts } from '../probes/facts.ts';
import { defineDiagnosis } from './define.ts';

/** By chance five are in order once in 120 times, and hardly ever by so much. */
const FEWEST = 5;
const LEAST_ORDER = 0.8;
const FACTOR = 2;
const EXTRA_MS = 200;

/** How long each new sentence took, in the order in which they were asked for, the one after the pause last. */
function inOrder(facts: Facts): number[] {
  const tts = facts.observed('tts');
  if (!tts) return [];
  const afterPauseMs = facts.number('idle.tts_ms');
  return [
    ...spoken([...(tts.cold ? [tts.cold] : []), ...tts.warm]).map(({ wallMs }) => wallMs),
    ...(afterPauseMs === undefined ? [] : [afterPauseMs]),
  ];
}

/** Kendall's tau: pairs that ascend − pairs that descend, over all pairs (Kendall 1938). */
function tau(values: readonly number[]): number {
  let sum = 0;
  for (let later = 1; later < values.length; later++)
    for (let earlier = 0; earlier < later; earlier++)
      sum += Math.sign((values[later] ?? 0) - (values[earlier] ?? 0));
  return sum / ((values.length * (values.length - 1)) / 2);
}

/** The first and the last of sentences each of which took longer than the one before; undefined where they did not. */
export function slowingDown(facts: Facts): { readonly firstMs: number; readonly lastMs: number } | undefined {
  const walls = inOrder(facts);
  const [firstMs, lastMs] = [walls[0], walls.at(-1)];
  if (walls.length < FEWEST || firstMs === undefined || lastMs === undefined) return undefined;
  const middleMs = walls[Math.floor(walls.length / 2)] ?? 0;
  // A leap at one end is a cold start, or a pause: what slows down is slower in the middle already.
  const climbs = middleMs - firstMs >= EXTRA_MS / 2 && lastMs - middleMs >= EXTRA_MS / 2;
  const grew = lastMs >= FACTOR * firstMs && lastMs - firstMs >= EXTRA_MS;
  return climbs && grew && tau(walls) >= LEAST_ORDER ? { firstMs, lastMs } : undefined;
}

export default defineDiagnosis({
  id: 'speech-slows-down',
  layer: 'service',
  explains: ['tts', 'e2e'],
  otherwise: 'warning',
  about: {
    en: 'Each sentence takes longer than the one before it: something grows with use, such as a queue that is never emptied, a history that is spoken again, a cache that is searched from its beginning, or a card that heats up. Told from a cold start and from a model that was unloaded (one leap, at one end) and from a voice that is always slow (tts-slow) by the order of all sentences. A median hides it, and a restart makes it go away for a while.',
    fr: 'Chaque phrase prend plus de temps que la précédente : quelque chose grandit à l’usage, comme une file jamais vidée, un historique redit, un cache parcouru depuis le début, ou une carte qui chauffe. Se distingue d’un départ à froid et d’un modèle déchargé (un seul saut, à un bout) et d’une voix toujours lente (tts-slow) par l’ordre de toutes les phrases. Une médiane le cache, et un redémarrage l’efface pour un temps.',
  },
  detect(facts) {
    const slowing = slowingDown(facts);
    if (!slowing) return undefined;
    const [first, last] = [figure(slowing.firstMs, 'ms'), figure(slowing.lastMs, 'ms')];
    const all = inOrder(facts).map((ms) => figure(ms, 'ms'));
    return {
      title: {
        en: `Speech slows down with every sentence: ${first} at first, ${last} at the end`,
        fr: `La parole ralentit à chaque phrase : ${first} au début, ${last} à la fin`,
      },
      headline: { en: 'SLOWING DOWN', fr: 'RALENTIT' },
      evidence: [
        {
          en: `new sentences of about the same length, in order: ${all.slice(0, 12).join(', ')}`,
          fr: `phrases nouvelles de longueur semblable, dans l’ordre : ${all.slice(0, 12).join(', ')}`,
        },
      ],
      story: {
        en: 'The figures of this review are those of a moment: an hour later they are worse. Something grows with every use and is gone through every time.',
        fr: 'Les chiffres de cette revue sont ceux d’un instant : une heure plus tard ils sont pires. Quelque chose grandit à chaque usage, et est parcouru à chaque fois.',
      },
      remedy: [
        {
          text: {
            en: 'Ask for the same sentence ten times and watch the times',
            fr: 'Demander dix fois la même phrase et regarder les temps',
          },
          ...typed(repeated(10, timed(speechCommand(facts.target)))),
        },
        {
          text: {
            en: 'Restart the stack: if it is quick again, look for what it keeps of each request (queue, history, temporary files, cache); if not, look at the temperature and clocks of the card',
            fr: 'Redémarrer la pile : si elle redevient rapide, chercher ce qu’elle garde de chaque requête (file, historique, fichiers temporaires, cache) ; sinon, regarder la température et les fréquences de la carte',
          },
        },
      ],
      unblock: [
        {
          text: {
            en: 'the tenth sentence is as quick as the first',
            fr: 'la dixième phrase est aussi rapide que la première',
          },
          ...checkedBy(repeated(10, timed(speechCommand(facts.target)))),
          holds: false,
        },
      ],
    };
  },
});
