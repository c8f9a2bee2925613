import { checkedBy, healthCommands, inTurn, typed } from '../domain/commands.ts';
import type { Text } from '../domain/text.ts';
import type { Facts } from '../probes/facts.ts';
import { type CriterionId, defineDiagnosis, worksInUse } from './define.ts';

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

/** Whether in the end nobody listened any more. */
function isRefused(facts: Facts): boolean {
  const stats = facts.observed('stats');
  if (!stats || !('failure' in stats)) return false;
  return stats.failure.kind === 'unreachable' && stats.failure.how === 'refused';
}

export default defineDiagnosis({
  id: 'stack-crashed',
  layer: 'stack',
  explains: ['backend', 'llm', 'tts', 'stats', 'websocket', 'e2e', 'e2e-audio', 'gpu'],
  otherwise: 'warning',
  about: {
    en: 'The stack answered when the review began and its process ended before it was over: it is gone from the table of processes, or nobody listens at its port any more. A stack that never answered is stack-unreachable; one that answers some questions and fails others lives. It matters because what came after it is one failure, not many, and because a caller would have been cut off in the same place.',
    fr: 'La pile répondait au début de la revue et son processus s’est terminé avant la fin : il a disparu de la table des processus, ou plus personne n’écoute sur son port. Une pile qui n’a jamais répondu, c’est stack-unreachable ; une pile qui répond à certaines questions et échoue à d’autres est en vie. C’est important, car ce qui a suivi est une seule panne, pas plusieurs, et parce qu’un appelant aurait été coupé au même endroit.',
  },
  detect(facts) {
    const backend = facts.observed('backend');
    if (!backend || 'failure' in backend.health) return undefined;
    const [gone, refused] = [goneOf(facts), isRefused(facts)];
    // Of several servers one may be refused for itself: that is another story.
    if (!gone && !(refused && worksInUse(facts) && !backend.services)) return undefined;
    // What had been measured by then stands on its own.
    const measured: readonly CriterionId[] = [
      ...(facts.number('llm.e2el_ms') === undefined ? [] : (['llm'] as const)),
      ...(facts.number('tts.total_ms') === undefined ? [] : (['tts'] as const)),
      ...(refused ? [] : (['stats'] as const)),
    ];
    const explains = (
      ['backend', 'llm', 'tts', 'stats', 'websocket', 'e2e', 'e2e-audio', 'gpu'] as const
    ).filter((id) => !measured.includes(id));
    return {
      title: refused
        ? {
            en: 'The stack ended in the middle of the review',
            fr: 'La pile s’est arrêtée au milieu de la revue',
          }
        : {
            en: 'The stack ended in the middle of the review, and another process took its place',
            fr: 'La pile s’est arrêtée au milieu de la revue, et un autre processus a pris sa place',
          },
      headline: { en: 'STACK CRASHED', fr: 'PILE PLANTÉE' },
      evidence: [
        ...(gone ? [gone] : []),
        ...(refused
          ? [
              {
                en: 'it answered its health route before the load; after it, connections are refused',
                fr: 'elle répondait à sa route de santé avant la charge ; après, les connexions sont refusées',
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
