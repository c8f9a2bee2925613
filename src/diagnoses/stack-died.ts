import { checkedBy, healthCommands, inTurn, typed } from '../domain/commands.ts';
import type { Text } from '../domain/text.ts';
import type { Facts } from '../probes/facts.ts';
import { type CriterionId, defineDiagnosis, worksInUse } from './define.ts';
import { UNANSWERED } from './unanswered.ts';

/** What of the process is left: null where it lives, or where it was not seen. */
function goneOf(facts: Facts): Text | null {
  const memory = facts.observed('memory');
  const gone = (memory ? (memory.services ?? [memory]) : []).find(({ afterMib }) => afterMib === null);
  if (!gone) return null;
  const { pid, windows } = gone;
  const last = windows.at(-1)?.probe;
  return last === undefined
    ? {
        en: `process ${pid} served before the load, and was gone after its first questions`,
        fr: `le processus ${pid} servait avant la charge, et avait disparu après ses premières questions`,
      }
    : {
        en: `process ${pid} served before the load, was last seen after ${last}, and then gone`,
        fr: `le processus ${pid} servait avant la charge, a été vu une dernière fois après ${last}, puis avait disparu`,
      };
}

/** How it was silent in the end: nobody listened any more, or nobody answered; undefined where somebody did. */
function silenceOf(facts: Facts): Text | undefined {
  const after = facts.observed('health_after')?.health;
  if (after && 'failure' in after && after.failure.kind === 'unreachable')
    return UNANSWERED[after.failure.how];
  const stats = facts.observed('stats');
  const refused =
    stats && 'failure' in stats && stats.failure.kind === 'unreachable' && stats.failure.how === 'refused';
  return refused && worksInUse(facts) ? UNANSWERED.refused : undefined;
}

export default defineDiagnosis({
  id: 'stack-died',
  layer: 'stack',
  explains: ['backend', 'llm', 'tts', 'stats', 'websocket', 'e2e', 'e2e-audio', 'gpu'],
  otherwise: 'warning',
  about: {
    en: 'The stack answered when the review began and does not any more: it crashed, was killed, or hangs, while it was used. It is told from stack-unreachable, where it never answered, and from engines that fail while the stack goes on. Everything that has no figure after that moment is the same failure. It matters because a handful of ordinary requests was enough.',
    fr: 'La pile répondait au début de la revue et ne répond plus : elle a planté, a été tuée ou s’est figée, pendant qu’on s’en servait. À distinguer de stack-unreachable, où elle n’a jamais répondu, et de moteurs qui échouent alors que la pile continue. Tout ce qui n’a pas de chiffre après ce moment est la même panne. C’est grave parce que quelques requêtes ordinaires ont suffi.',
  },
  detect(facts) {
    const backend = facts.observed('backend');
    if (!backend || 'failure' in backend.health) return undefined;
    const [gone, silence] = [goneOf(facts), silenceOf(facts)];
    // Of several servers one may be refused for itself: that is another story.
    if (!gone && (!silence || backend.services)) return undefined;
    // What had been measured by then stands on its own.
    const measured: readonly CriterionId[] = [
      ...(facts.number('llm.e2el_ms') === undefined ? [] : (['llm'] as const)),
      ...(facts.number('tts.total_ms') === undefined ? [] : (['tts'] as const)),
      ...(silence ? [] : (['stats'] as const)),
    ];
    const explains = (
      ['backend', 'llm', 'tts', 'stats', 'websocket', 'e2e', 'e2e-audio', 'gpu'] as const
    ).filter((id) => !measured.includes(id));
    return {
      title: silence
        ? {
            en: `The stack died during this review: it answered at first, and now ${silence.en}`,
            fr: `La pile est morte pendant cette revue : elle répondait au début, et maintenant ${silence.fr}`,
          }
        : {
            en: 'The stack died during this review, and another process took its place',
            fr: 'La pile est morte pendant cette revue, et un autre processus a pris sa place',
          },
      headline: { en: 'STACK DIED', fr: 'PILE MORTE' },
      evidence: [
        ...(gone ? [gone] : []),
        ...(silence
          ? [
              {
                en: `it answered its health route before the load; after it ${silence.en}`,
                fr: `elle répondait à sa route de santé avant la charge ; après, ${silence.fr}`,
              },
            ]
          : []),
      ],
      story: {
        en: 'It was well, was asked what any client asks, and is gone. What was measured before that is its own; every failure after it is this one.',
        fr: 'Elle allait bien, on lui a demandé ce que demande tout client, et elle n’est plus là. Ce qui a été mesuré avant lui appartient ; chaque échec d’après est celui-ci.',
      },
      explains,
      remedy: [
        {
          text: {
            en: 'Read the end of its log, and whether the kernel ended it for want of memory',
            fr: 'Lire la fin de son journal, et voir si le noyau l’a tuée faute de mémoire',
          },
          code: { language: 'bash', lines: ['dmesg | grep -i -E "out of memory|killed process" | tail'] },
        },
        {
          text: {
            en: 'Start it again and ask it by hand until it ends',
            fr: 'La redémarrer et l’interroger à la main jusqu’à ce qu’elle s’arrête',
          },
          ...typed(...healthCommands(facts.target)),
        },
        {
          text: {
            en: 'Have it started again by a supervisor, and count how often that happens',
            fr: 'La faire relancer par un superviseur, et compter combien de fois',
          },
        },
      ],
      unblock: [
        {
          text: { en: 'health answers after a whole review', fr: 'la santé répond après une revue entière' },
          ...checkedBy(inTurn(healthCommands(facts.target))),
          holds: false,
        },
      ],
      quip: {
        en: 'It was fine until somebody talked to it.',
        fr: 'Tout allait bien, jusqu’à ce qu’on lui parle.',
      },
    };
  },
});
